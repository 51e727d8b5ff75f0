"""Text: how what was written becomes what is read: citations, links, references, long lists."""
