"""CommonMark, with what offices need besides: its events, what may be wrong in them, and the HTML made of them."""
