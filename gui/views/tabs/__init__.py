"""The tabs of the form: what a record looks like on the screen, and where edits enter the draft.

Tabs bind field rows to places of one session and show its lists as cards. They neither compare
nor check anything themselves (`gui.model` does) and know nothing of the service.
"""
