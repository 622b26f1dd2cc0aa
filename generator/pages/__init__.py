"""Which pages the site has, and how one is rendered."""
