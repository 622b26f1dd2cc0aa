"""Papers as offices have them become drafts of records: which form a paper has, and which facts it prints."""
