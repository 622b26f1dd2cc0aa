"""The register in other forms than pages: data, tables, feeds, calendars, the files a server needs."""
