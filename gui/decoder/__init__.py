"""The picture decoder: a process of its own, so that no stranger's picture meets the editor.

Run as ``python -m gui.decoder`` or, frozen, by the program's ``--decode`` switch. It imports
nothing of ours, is given no secret, limits itself, does one picture and ends.
"""
