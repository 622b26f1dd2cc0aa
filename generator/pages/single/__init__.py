"""The pages of single records, and the parts of such a page."""
