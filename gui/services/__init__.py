"""Use cases around one open candidate: what the program does, without how it looks.

QtCore at most; nothing here draws. Views call services, services call `gui.workable` and
`gui.model`, never the other way round.
"""
