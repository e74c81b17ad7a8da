"""The invented people of the sandbox: who they are, and how their records and files are made.

Only `generate.py` beside this folder uses it. The editor and the sandbox read what it wrote
(`world.json`, `resumes/`, `photos/`) and never import from here.
"""
