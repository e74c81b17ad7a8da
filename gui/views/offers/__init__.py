"""What the resume offers, where it would go: a line below a field, cards, chips, a bar.

Each shows offers of `gui.services.offers` and says what the person wants of them; nothing here
changes a record.
"""
