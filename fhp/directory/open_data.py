"""Open data: the directory as a table, one CSV file a language, for work offline and lists of one's own.

The same safety rules as on the pages: sites only, never phones or people; no address that is dead or someone else's.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from fhp.content.addresses import DIRECTORY, organisation_path, url_of
from fhp.content.library import Edition, kept
from fhp.content.resources import Organisation
from fhp.directory.organisations import contact
from fhp.text.outside_links import link_of

DOWNLOAD = f"{DIRECTORY}/directory.csv"  # below the language's root
COLUMNS = ("name", "help", "people", "reach", "languages", "status", "summary", "limits", "formerly", "website",
           "contact", "verified", "updated", "page")  # fmt: skip
# What makes a spreadsheet run a cell (owasp.org, 'CSV Injection'), at its beginning or where one that divides at
# semicolons would begin another; the full-width signs are read as the plain ones.
FORMULA = re.compile(r"(^|;)([ '\"]*)(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20\u2212])")


@kept
def render_csv(edition: Edition) -> str:
    """The table with its header in `language`, lines ended as RFC 4180 says."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(edition.word("directory", column) for column in COLUMNS)
    for entry in edition.resources.organisations.values():
        table.writerow(guarded(cell) for cell in _cells(edition, entry))
    return text.getvalue()


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    cell = " ".join(cell.split())
    return FORMULA.sub(r"\1\2'", cell)


def _cells(edition: Edition, entry: Organisation) -> Iterator[str]:
    """One cell for each of COLUMNS; several values stand with '; ' between them."""
    code = edition.code
    yield entry.name[code]
    for key in ("help", "people", "reach", "languages"):
        yield "; ".join(edition.word(key, value) for value in getattr(entry, key))
    yield edition.word("status", entry.status)
    yield entry.summary[code]
    yield entry.limits[code] if entry.limits else ""
    yield "; ".join(entry.formerly)
    yield link_of(edition, entry).url or ""
    yield contact(edition, entry).url or ""
    yield f"{entry.verified.on} ({edition.word('verified', entry.verified.how)})"
    yield str(entry.updated)
    yield edition.prefix + url_of(organisation_path(entry.id))
