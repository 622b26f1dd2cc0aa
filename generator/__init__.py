"""Publishes responses to police inspection reports, as section 55 of the Police Act 1996 asks."""
