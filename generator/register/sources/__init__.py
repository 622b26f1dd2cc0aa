"""Sources, each read and checked by itself, and kept for the next build."""
