"""Pieces that several tests share.

- `harness`: the hooks that run asynchronous tests and fail a test that leaves something behind
- `wait`: waiting for a state inside asynchronous tests
- `widgets`: showing, typing into and dropping onto real widgets
"""
