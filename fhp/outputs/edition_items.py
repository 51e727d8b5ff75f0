"""Edition items: that the copies to take along hold something new, told once a month at most.

Only a build whose editions are then made says so (`make editions` sets EDITIONS): elsewhere there would be none.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from babel.dates import format_skeleton

from fhp.content.addresses import url_of
from fhp.content.library import Edition
from fhp.outputs.feed_items import Item, noon, urn

PAGE_ID = "offline"  # where they are listed


def edition_items(edition: Edition, root: str) -> Iterator[Item]:
    """This month's, if anything changed in the month before: one identifier and one day, however often it is built."""
    page = edition.page(PAGE_ID)
    first = edition.today.replace(day=1)
    last = first - datetime.timedelta(days=1)
    if page is None or page.is_retired or not any(last.replace(day=1) <= day <= last for day in _changes(edition)):
        return
    word = edition.words["feeds"]
    yield Item(
        urn=urn(f"editions {first:%Y-%m}", edition.code),
        title=word["edition"].format(month=_month(edition, first)),
        link=root + url_of(page.path),
        description=word["edition-text"].format(month=_month(edition, last)),
        html="",
        tags=(),
        created=noon(first),
        updated=noon(first),
    )


def _changes(edition: Edition) -> Iterator[datetime.date]:
    for page in edition.library.pages:
        yield from (page.meta.created, page.meta.updated)
    for entry in edition.resources.organisations.values():
        yield from (entry.created, entry.updated)
    yield from (gone.withdrawn for gone in edition.library.withdrawn)


def _month(edition: Edition, day: datetime.date) -> str:
    return format_skeleton("yMMMM", day, locale=edition.language.locale)
