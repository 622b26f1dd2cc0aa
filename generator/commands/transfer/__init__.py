"""Content that comes in from other forms, and goes out in them."""
