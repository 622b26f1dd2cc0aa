"""What mkdocs.yml and Material give the site; knows no record."""
