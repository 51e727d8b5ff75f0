"""Editions: the library as files to take along, made from the built site and from what `fhp` knows of its pages.

A reader chooses one, names it, places it and can delete it; nothing is stored without her asking. Each is the same
to the last byte wherever and whenever it is made of the same commit for the same day. Of the site only its structure
is used: the article in `main`, its headings, its links.
"""
