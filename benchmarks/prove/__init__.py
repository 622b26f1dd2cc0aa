"""The long tier of what the project promises: the attacks of tests/attacks with bigger numbers, run by `make prove`."""
