"""The body of a report: its headings, its findings and what stands between them."""
