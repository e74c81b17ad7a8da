"""The tests. A package only so that `tests.helpers` cannot be mistaken for another library's."""
