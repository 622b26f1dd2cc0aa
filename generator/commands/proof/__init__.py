"""Commands that prove what is written and what is live."""
