"""What is kept on this computer: drafts, the journal of everything sent, and their files.

`store.Store` is the whole of it; SQLite and files are touched in its one thread only.
"""
