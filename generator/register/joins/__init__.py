"""The records that may be seen at a moment, and their order: what all questions about them begin with."""
