"""Dialogs: opened, never executed, and awaited with `gui.views.ask.ask`."""
