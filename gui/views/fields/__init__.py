"""Editors: one widget for each kind of value, and the row that stands around it.

`make_editor(kind)` gives the editor, `FieldRow(label, editor, place)` puts label, marks and
messages around it. The contract is in `base.Editor`.
"""
