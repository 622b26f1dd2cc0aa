"""Pages of records as documents: PDF by Typst, and Word; made of the pages, so that no two can say different things."""
