"""Outputs: what other programs take: feeds, calendars, search, redirects."""
