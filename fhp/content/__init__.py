"""Content: what the repository holds, read into models with a line for every mistake."""
