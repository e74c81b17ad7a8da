"""The composition root: the one package that knows everybody.

`start.run` starts the program in this order: profile and log, the application and its look, the
window (painted once, before anything heavy is imported), then the event loop, and in it the
connection. Everything is built here and handed to who uses it; nobody else imports this.
"""
