"""The proof that no edit is lost: `python -m tests.soak`, started by `make soak`.

A second model of the service, written from the API reference alone, with faults of its own; people
who edit, send, are interrupted and start again; a judge who compares what the service went
through with what people were told and what their drafts hold; a naive client as control, which
must lose edits, or the proof is blind. Everything follows from a seed.
"""
