"""The pure heart: what a record is, what was changed, and how two changes are joined.

Stays away from Qt, HTTP, files and clocks: everything here is a function of its arguments, so
that it can be proven with generated examples and reused by every other layer.
"""
