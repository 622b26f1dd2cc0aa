"""The forms in which offices publish; each knows its own papers."""
