"""The decoder: a process of its own, so that no stranger's file meets the editor (H53).

Run by its file or, frozen, by the program's ``--decode`` switch. It is given no secret and limits
itself before it loads anything. Either it decodes one picture and ends (`pictures`), or it holds
one resume and answers questions about it until it is told no more (`serving`). Of the program it
imports nothing but this package and the pure functions of `gui.model.resume.structure`.
"""
