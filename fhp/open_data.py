"""Open data: the directory as a table, one CSV file a language, for work offline and lists of one's own.

The same safety rules as on the pages: sites only, never phones or people; no address that is dead or someone else's.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import lru_cache

from fhp.languages import Language
from fhp.library import Library
from fhp.organisations import contact
from fhp.reader_links import link_of
from fhp.resources import Organisation

DOWNLOAD = "directory/directory.csv"  # below the language's root
COLUMNS = ("name", "help", "reach", "languages", "status", "summary", "limits", "formerly", "website", "contact",
           "verified", "updated", "page")  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what makes a spreadsheet run a cell (owasp.org, 'CSV Injection')


@lru_cache(maxsize=8)
def render_csv(library: Library, language: Language) -> str:
    """The table with its header in `language`, lines ended as RFC 4180 says."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(language.word("directory", column) for column in COLUMNS)
    for entry in library.resources.organisations.values():
        table.writerow(guarded(cell) for cell in _cells(library, language, entry))
    return text.getvalue()


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    cell = " ".join(cell.split())
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _cells(library: Library, language: Language, entry: Organisation) -> Iterator[str]:
    """One cell for each of COLUMNS; several values stand with '; ' between them."""
    code = language.code
    yield entry.name[code]
    for key in ("help", "reach", "languages"):
        yield "; ".join(language.word(key, value) for value in getattr(entry, key))
    yield language.word("status", entry.status)
    yield entry.summary[code]
    yield entry.limits[code] if entry.limits else ""
    yield "; ".join(entry.formerly)
    yield link_of(entry, library.links.of(entry.url), language).url or ""
    yield contact(library, language, entry).url or ""
    yield f"{entry.verified.on} ({language.word('verified', entry.verified.how)})"
    yield str(entry.updated)
    yield f"{language.prefix}directory/{entry.id}/"
