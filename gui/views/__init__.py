"""Widgets: what a person sees and does. They show the model and ask services; they decide
nothing about records and know nothing of the network.
"""
