"""PDFs as papers: their letters, set in lines, paragraphs and tables, and what they hide."""
