"""Rules: what an editor can get wrong, one file a family."""
