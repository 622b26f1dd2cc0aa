"""All records together, and what of them may be seen at a given moment."""
