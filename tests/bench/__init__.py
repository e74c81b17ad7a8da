"""Measurements of the editor against the floor that the platform allows (`make bench`).

Each row is measured by a module of its own, in a process of its own (some share one in the quick
run), beside its floor in the same run: A B A B, medians. Nothing here is a test; a missed goal is
printed as missed.
"""
