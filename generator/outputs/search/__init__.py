"""The search index: which texts it holds, and how it is made."""
