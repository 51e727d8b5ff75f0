"""Calendars: each dialogue as an iCalendar file (RFC 5545) in each language, and all of them in one.

Nothing in it names a person or a contact: who imports it carries it on her phone.
"""

from __future__ import annotations

import calendar
import datetime
import uuid

from icalendar import Calendar, Event, vText

from fhp.content.languages import Language
from fhp.content.library import Edition
from fhp.content.pages import Dates, Dialogue, Page

ALL = "dialogues.ics"
PRODUCT = "-//Biblioteca PIF//fhp//{code}"


def calendar_path(page: Page, language: Language) -> str:
    """Where the file is published: 'en/dialogues/x.ics' for the page 'en/dialogues/x/'."""
    return f"{language.prefix}{page.path.removesuffix('.md')}.ics"


def render_calendars(edition: Edition, site_url: str) -> dict[str, bytes]:
    """Maps 'en/dialogues/x.ics', and 'en/dialogues.ics' for all of them, to the bytes of that file."""
    dialogues = find_dialogues(edition)
    files = {calendar_path(page, edition.language): _render([page], edition.language, site_url) for page in dialogues}
    return files | ({edition.prefix + ALL: _render(dialogues, edition.language, site_url)} if dialogues else {})


def find_dialogues(edition: Edition) -> list[Page]:
    """Every dialogue written in the language."""
    pages = (page for page in edition.library.pages if page.language == edition.code and not page.is_retired)
    return [page for page in pages if isinstance(page.meta, Dialogue)]


def _render(pages: list[Page], language: Language, site_url: str) -> bytes:
    result = Calendar()
    result.add("prodid", PRODUCT.format(code=language.code.upper()))
    result.add("version", "2.0")
    for page in pages:
        if page.meta.when:
            address = f"{site_url.rstrip('/')}/{language.prefix}{page.url}"
            result.add_component(_event(page, language, page.meta.when, address))
    return bytes(result.to_ical())


def _event(page: Page, language: Language, dates: Dates, address: str) -> Event:
    """An all-day event: its end is the day after the last (RFC 5545, 3.6.1)."""
    start, last = span(dates)
    event = Event()
    event.add("uid", uid(page.meta.id))
    event.add("dtstamp", datetime.datetime.combine(page.meta.updated, datetime.time(), datetime.UTC))
    event.add("dtstart", start)
    event.add("dtend", last + datetime.timedelta(days=1))
    description = _describe(page, language, dates, address)
    for key, text in (("summary", page.meta.title), ("description", description)):
        value = vText(text)
        value.params["LANGUAGE"] = language.code
        event.add(key, value)
    event.add("url", address)
    event.add("transp", "TRANSPARENT")  # it makes nobody busy
    return event


def uid(page_id: str) -> str:
    """The same for ever and in every language, so that a second import replaces the first (RFC 7986, 5.3)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"fhp:dialogue:{page_id}").urn


def span(dates: Dates) -> tuple[datetime.date, datetime.date]:
    """The first and the last day that it may have been: the whole month or year where no more is known."""
    start, last = dates.start, dates.last
    if dates.precision == "year":
        return start.replace(month=1, day=1), last.replace(month=12, day=31)
    if dates.precision == "month":
        return start.replace(day=1), last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return start, last


def _describe(page: Page, language: Language, dates: Dates, address: str) -> str:
    """What it was, and how sure the dates are."""
    sentences = [page.meta.description]
    if dates.precision != "day":
        sentences.append(language.word("record", dates.precision))
    if dates.inferred:
        sentences.append(language.word("record", "inferred"))
    return " ".join(sentences) + "\n" + language.word("record", "read").format(address=address)
