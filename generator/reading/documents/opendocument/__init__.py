"""OpenDocument texts (ISO 26300): their text, with its printed numbers, and what they hide."""
