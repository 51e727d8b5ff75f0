"""Data: what no model of a single value can see in resources.yaml, the glossary and the timeline."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from fhp.content.glossary import FILE as GLOSSARY
from fhp.content.glossary import Term
from fhp.content.library import Library
from fhp.content.link_states import host_of
from fhp.content.pages import Dates, News, Page
from fhp.content.resources import FILE, Linked, Organisation, Publication
from fhp.content.timeline import FILE as TIMELINE
from fhp.content.yaml_files import place
from fhp.problems import Problem, nearest, problem

SHOUT = 8  # capital letters, from which on they are no acronym
QUOTED = re.compile(r"[«“\"][^«»“”\"]*[»”\"]")
FIRST = datetime.date(1991, 8, 6)  # the first web page: nobody verified an address before
ARCHIVES = ("web.archive.org", "archive.org", "archive.ph", "archive.today", "archive.is", "perma.cc",
            "webcitation.org", "ghostarchive.org", "arquivo.pt")  # fmt: skip
# Addresses that are not of what they show: a search, a way through somebody's counter, a machine's copy.
WRAPPERS = re.compile(
    r"(?:^|\.)google\.[a-z.]+/(?:search|url)|^lm?\.(?:facebook|instagram)\.com/|safelinks\.protection\.outlook\.com/"
    r"|\.translate\.goog/|\.cdn\.ampproject\.org/|(?:^|\.)(?:bing|duckduckgo)\.com/|webcache\.googleusercontent\.com/"
    r"|^[^/]+/(?:wp-admin|wp-login|administrator|user/login)\b|[?&]preview(?:_id)?=",
    re.IGNORECASE,
)
SECRET = re.compile(
    r"[?&](?:PHPSESSID|JSESSIONID|sid|session(?:_?id)?|token|access_token|auth|key|sig)=", re.IGNORECASE
)


def check_data(library: Library) -> Iterator[Problem]:
    """Nothing is dated ahead of its day, everything says whose it is, and each thing stands in its order."""
    resources = library.resources
    for entry in [*resources.organisations.values(), *resources.publications.values()]:
        yield from _check_days(library, entry)
        yield from _check_addresses(library, entry)
        yield from _check_texts(library, entry)
    for organisation in resources.organisations.values():
        yield from _check_organisation(library, organisation)
    for publication in resources.publications.values():
        yield from _check_publication(library, publication)
    yield from _check_order(library)
    yield from _check_events(library)
    for page in library.pages:
        yield from _check_page(library, page)


def _check_texts(library: Library, entry: Linked) -> Iterator[Problem]:
    """A name, a title or a text is set as a text is: no capitals throughout, no pictures, no marks around it."""
    for key in ("name", "title", "summary", "limits", "cited_for"):
        for code, text in (getattr(entry, key, None) or {}).items():
            sign = _untidy(text, is_title=key in ("name", "title"))
            if sign:
                line = library.resources.line(entry.id, key, code)
                yield problem("untidy-text", FILE, line, key=f"{entry.id}: {key}", value=sign)
                break  # its translation is set alike


def _untidy(text: str, *, is_title: bool) -> str:
    """What is untidy in a text, '' where nothing is."""
    picture = next((char for char in text if unicodedata.category(char) == "So" and char not in "©®™°№"), "")
    letters = [char for char in text if char.isalpha()]
    if picture:
        return picture
    if text.isupper() and len(text.split()) > 1 and len(letters) >= SHOUT:
        return text
    if is_title and QUOTED.fullmatch(text):
        return text
    return text if is_title and re.search(r"[^.\s][a-záéíóúñ]{3,}\.$", text) else ""


def _check_days(library: Library, entry: Linked) -> Iterator[Problem]:
    """No entry was made or changed after today."""
    for key in ("created", "updated"):
        day = getattr(entry, key)
        if day > library.today:
            yield problem("future-date", FILE, library.resources.line(entry.id, key), key=key, value=day)


def _check_addresses(library: Library, entry: Linked) -> Iterator[Problem]:
    """An address is that of the page itself, whole, and an archived copy stands in an archive."""
    for key in ("url", "contact_url"):
        url = getattr(entry, key, None) or ""
        line = library.resources.line(entry.id, key) if url else 0
        bare = re.sub(r"^https?://", "", url)
        if url.endswith((".", ",", ";", ":")):
            yield problem("malformed-link", FILE, line, value=url)
        elif WRAPPERS.search(bare):
            yield problem("wrapped-link", FILE, line, value=url)
        elif SECRET.search(bare):
            yield problem("tracking-link", FILE, line, value=urlsplit(url).query)
    if entry.archive_url and not _in_archive(entry.archive_url):
        line = library.resources.line(entry.id, "archive_url")
        yield problem("no-archive", FILE, line, value=entry.archive_url)


def _in_archive(url: str) -> bool:
    host = host_of(url)
    return any(host == archive or host.endswith(f".{archive}") for archive in ARCHIVES)


def _check_organisation(library: Library, entry: Organisation) -> Iterator[Problem]:
    """It was verified on a day that can be, and says what it was called where it says that it changed its name."""
    line = library.resources.line
    if entry.verified.on > library.today:
        yield problem("future-date", FILE, line(entry.id, "verified", "on"), key="verified", value=entry.verified.on)
    elif entry.verified.on < FIRST:
        yield problem("wrong-date", FILE, line(entry.id, "verified", "on"), key="verified", value=entry.verified.on)
    if entry.active_as_of and entry.active_as_of > str(library.today):
        where = line(entry.id, "active_as_of")
        yield problem("future-date", FILE, where, key="active_as_of", value=entry.active_as_of)
    if entry.status == "renamed" and not entry.formerly:
        yield problem("renamed-from-nothing", FILE, line(entry.id, "status"), value=entry.id)


def _check_publication(library: Library, entry: Publication) -> Iterator[Problem]:
    """It is dated within what has been, and its titles are of languages of the house."""
    line = library.resources.line
    codes = [language.code for language in library.languages]
    for position, code in enumerate(entry.own_title):
        if code not in codes:
            where = line(entry.id, "own_title", position)
            yield problem("unknown-value", FILE, where, key="own_title", value=code, nearest=nearest(code, codes),
                          options=", ".join(codes))  # fmt: skip
    if entry.year and entry.year > library.today.year:
        yield problem("future-date", FILE, line(entry.id, "year"), key="year", value=entry.year)
    for position, source in enumerate(entry.sources):
        if source.publication == entry.id:
            yield problem("needless-related", FILE, line(entry.id, "sources", position), value=entry.id)


def _check_order(library: Library) -> Iterator[Problem]:
    """Events stand in the order in which they began."""
    terms = sorted(library.glossary, key=lambda term: library.lines[GLOSSARY][term.id])
    for one, term in zip(terms, terms[1:], strict=False):
        if term.id < one.id and _is_sorted(terms):
            yield problem("not-sorted", GLOSSARY, library.lines[GLOSSARY][term.id], value=term.id, before=one.id)
    for term in terms:
        for text in term.term.values():
            if text.isupper() and len(text) >= SHOUT - 2:
                line = library.lines[GLOSSARY][place(term.id, "term")]
                yield problem("untidy-text", GLOSSARY, line, key=f"{term.id}: term", value=text)
    lines = library.lines[TIMELINE]
    events = {event.id: event for event in library.timeline}
    found = sorted(events.values(), key=lambda event: lines[event.id])
    for before, event in zip(found, found[1:], strict=False):
        if event.start < before.start:
            yield problem("not-sorted", TIMELINE, lines[event.id], value=event.id, before=before.id)


def _is_sorted(terms: list[Term]) -> bool:
    """Whether all but one stand in the order of their ids: a file in another order keeps its own."""
    return sum(term.id < one.id for one, term in zip(terms, terms[1:], strict=False)) == 1


def _check_events(library: Library) -> Iterator[Problem]:
    """What is told as past is past, and told with the same days wherever it is told."""
    for event in library.timeline:
        line = library.lines[TIMELINE][event.id]
        if _is_vague(event):
            where = library.lines[TIMELINE][place(event.id, "start")]
            yield problem("vague-date", TIMELINE, where, key="precision", value=event.start)
        if event.start > library.today:
            where = library.lines[TIMELINE][place(event.id, "start")]
            yield problem("future-date", TIMELINE, where, key="start", value=event.start)
            continue
        for page in library.pages:
            if page.meta.id in event.related and isinstance(page.meta, News) and page.meta.when:
                ours, theirs = (event.start, event.last), (page.meta.when.start, page.meta.when.last)
                if ours != theirs and page.language == page.meta.original:
                    yield problem("dates-differ", TIMELINE, line, value=event.id, other=page.name)


def _is_vague(dates: Dates) -> bool:
    """Whether a day is written of which only the month or the year is known."""
    return dates.precision != "day" and dates.start.day != 1


def _check_page(library: Library, page: Page) -> Iterator[Problem]:
    """News are of what has been; a text in the front matter is there in every language that reads it."""
    when = page.meta.when
    if isinstance(page.meta, News) and when and when.start > library.today:
        yield problem("future-date", page.name, page.line("dates"), key="dates", value=when.start)
    if when and _is_vague(when):
        yield problem("vague-date", page.name, page.line("dates"), key="precision", value=when.start)
    platform = getattr(page.meta, "platform", {})
    if platform and page.language not in platform:
        yield problem("missing-language", page.name, page.line("platform"), key="platform", value=page.language)
