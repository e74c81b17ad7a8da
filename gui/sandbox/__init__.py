"""An imitation of the Workable service on this machine, with invented people.

Written from the API reference, so that the whole program can be tried and tested without an
account. Its refusals and texts are modelled on what is known (API §14); it listens on the loopback
address only and contacts nobody.
"""
