"""The whole site in one file: what it holds, how it is packed and read, and how it becomes a site again."""
