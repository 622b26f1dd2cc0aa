"""The `section55` command: one module for each verb, and what all verbs share."""
