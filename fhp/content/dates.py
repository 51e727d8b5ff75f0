"""Dates: when something happened, as each language writes it, as exactly as it is known and no more."""

from __future__ import annotations

import datetime

from babel.dates import format_date, format_skeleton

from fhp.content.languages import Language
from fhp.content.pages import Dates

# By what is known of a date: how much of its ISO form counts, and how it is written in full, without its
# year, and without its month (patterns and, with a '+', skeletons of the CLDR).
FORMS = {
    "day": (10, "long", "+MMMMd", "d"),
    "month": (7, "+yMMMM", "MMMM", ""),
    "year": (4, "y", "", ""),
}


def render_dates(dates: Dates, language: Language) -> str:
    """HTML: `<time datetime="2012-02-13">13 de febrero</time> – <time …>4 de abril de 2012</time>`."""
    length = FORMS[dates.precision][0]
    times = [f'<time datetime="{day.isoformat()[:length]}">{text}</time>' for day, text in _parts(dates, language)]
    return " – ".join(times) + _mark(dates, language)


def write_dates(dates: Dates, language: Language) -> str:
    """The same as plain text."""
    return " – ".join(text for _, text in _parts(dates, language)) + _mark(dates, language)


def render_in_year(dates: Dates, language: Language) -> str:
    """The same under a heading that says the year; '' where no more than the year is known."""
    length, _full, form, without_month = FORMS[dates.precision]
    start, last = dates.start, dates.last
    if start.year != last.year:
        return render_dates(dates, language)
    if not form:
        return _mark(dates, language).strip()
    days = (
        [(start, form)]
        if start.isoformat()[:length] == last.isoformat()[:length]
        else [(start, without_month if start.month == last.month else form), (last, form)]
    )
    times = [f'<time datetime="{day.isoformat()[:length]}">{_write(day, how, language)}</time>' for day, how in days]
    return " – ".join(times) + _mark(dates, language)


def _parts(dates: Dates, language: Language) -> list[tuple[datetime.date, str]]:
    """The one date, or the first and the last, the first without what the last repeats."""
    length, full, without_year, without_month = FORMS[dates.precision]
    start, last = dates.start, dates.last
    if start.isoformat()[:length] == last.isoformat()[:length]:
        return [(start, _write(start, full, language))]
    form = full
    if start.year == last.year:
        form = without_month if start.month == last.month else without_year
    return [(start, _write(start, form, language)), (last, _write(last, full, language))]


def _write(day: datetime.date, form: str, language: Language) -> str:
    if form.startswith("+"):
        return format_skeleton(form[1:], day, locale=language.locale)
    return format_date(day, form, locale=language.locale)


def _mark(dates: Dates, language: Language) -> str:
    return f" ({language.word('timeline', 'inferred')})" if dates.inferred else ""
