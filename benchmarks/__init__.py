"""A large made-up corpus, and what it costs to build it. Run by hand; no test makes a claim about time."""
