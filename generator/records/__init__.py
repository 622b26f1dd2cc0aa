"""The kinds of record: one module for each, named as its templates are."""
