"""What an attached file holds and hides: PDFs, images and tables."""
