"""What the library does, in plain Python; hooks/ decides when. No module here knows MkDocs."""
