"""Times Section 55 beside other generators, on the same words and in the same run (`make bench`)."""
