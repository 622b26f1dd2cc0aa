"""The long tier of what the project promises: the attacks of tests/promises with bigger numbers, run by `make prove`."""
