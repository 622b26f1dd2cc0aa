"""The preview: a server on this computer that shows each change as it is saved."""
