"""The service: Workable's REST API over httpx, from JSON to the model and back.

Stays away from Qt, from files and from what the program does with a record. Only `transport`
imports httpx when it is imported, so that the first window need not wait for it.
"""
