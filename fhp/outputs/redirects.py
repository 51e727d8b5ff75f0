"""Redirects: a small page at each former address, so that links and memories keep working."""

from __future__ import annotations

from html import escape

from fhp.content.addresses import relative, url_of
from fhp.content.library import Edition

PAGE = """<!doctype html>
<html lang="{code}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={address}">
<link rel="icon" href="data:,">
<title>{title}</title>
</head>
<body>
<main>
<h1>{title}</h1>
<p><a href="{address}">{page}</a></p>
</main>
</body>
</html>
"""


def render_redirects(edition: Edition) -> dict[str, str]:
    """Maps 'en/old/path/index.html' to a page that leads on without JavaScript, for every alias of a page."""
    pages = {}
    for page in edition.pages:  # also one that this language lacks: its former address was shown here too
        for alias in page.meta.aliases:
            old = url_of(alias)
            address = relative(page.url, old)
            pages[f"{edition.prefix}{old}index.html"] = PAGE.format(
                code=edition.code,
                address=address,
                title=escape(edition.word("ui", "moved")),
                page=escape(page.meta.title),
            )
    return pages
