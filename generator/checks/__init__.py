"""Everything that can be wrong across files; `check.py` is the one list to add to."""
