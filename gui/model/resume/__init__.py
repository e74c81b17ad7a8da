"""A resume as it was read: its text, where each word stands, and what it looks like.

Pure data. Who reads the file is `gui.decoder`, in a process of its own; who asks for it is
`gui.services.reading`.
"""
