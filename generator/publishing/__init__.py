"""One build, all or nothing, and the proof that what is live is what was built."""
