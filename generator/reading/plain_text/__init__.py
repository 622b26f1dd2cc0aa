"""Text before it is parsed: how it was laid out, and where it is damaged."""
