"""What a site is made of, what of it is kept from build to build, and the folder in which it is made."""
