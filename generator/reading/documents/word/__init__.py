"""Word documents (ISO 29500): their text, with its printed numbers, and what they hide."""
