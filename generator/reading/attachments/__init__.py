"""Scans attached PDFs, images and tables for hidden data."""
