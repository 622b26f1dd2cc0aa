"""The description of the open data: the file, its JSON Schema and the page about it are made from it."""
