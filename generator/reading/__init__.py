"""What a file says, before anything knows of policing."""
