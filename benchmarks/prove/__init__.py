"""The attacks of tests/promises with bigger numbers, run by `make prove`."""
