"""Redline: a desktop editor with which recruiters correct candidate records in Workable.

This module holds the version, the one place where it is written, and nothing else: importing
`gui` must stay free of Qt and of the network.
"""

__version__ = "0.1.0"
