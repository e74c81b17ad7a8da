"""The local stand-in for Workable, with invented people. Loopback only, no Qt."""
