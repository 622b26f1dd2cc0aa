"""The pages that list, filter and count records."""
