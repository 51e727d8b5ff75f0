"""Directory: the organisations, in shelves, lists and pages of their own."""
