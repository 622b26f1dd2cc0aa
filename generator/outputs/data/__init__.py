"""The register as data: JSON, tables for spreadsheets, the text of each record, and what describes them."""
