"""Addresses: where what stands at a path below a language's folder ('news/index.md') is read.

Three forms: `url` is below the language's root ('news/'), `relative` is from one page to another ('../news/'), and
`root_link` is what generated Markdown says ('/es/news/index.md'), which MkDocs checks and turns into the second.
"""

from __future__ import annotations

import posixpath

DIRECTORY = "directory"


def url_of(path: str) -> str:
    """'' for index.md, 'news/' for news/index.md, 'a-z/' for a-z.md; a file that is no page stands at its path."""
    stem = path.removesuffix(".md")
    if stem == path:
        return path
    return stem.removesuffix("index") if posixpath.basename(stem) == "index" else f"{stem}/"


def relative(target: str, here: str) -> str:
    """From the page read at `here` to `target`, both from one root: '../news/', '../feed_rss_news.xml'."""
    found = posixpath.relpath(f"/{target}", f"/{here}")
    return f"{found}/" if not target or target.endswith("/") else found


def root_link(code: str, path: str, anchor: str = "") -> str:
    """The Markdown address of what stands at `path` in the language `code`."""
    return f"/{code}/{path}" + (f"#{anchor}" if anchor else "")


def organisation_path(organisation: str) -> str:
    """The permanent place of an organisation's page."""
    return f"{DIRECTORY}/{organisation}.md"
