"""The timeline as readers see it: its years at a glance, a sign for each event, then a list under a heading a year."""

from __future__ import annotations

from dataclasses import replace
from html import escape as escape_html
from itertools import groupby

from fhp.content.dates import render_in_year
from fhp.content.library import Edition
from fhp.content.timeline import KINDS, Event
from fhp.text.long_lists import who
from fhp.text.markdown import capital, definition, escape
from fhp.text.references import link_to, links_to, refer

# By kind of event: its sign, and the open one where the date is our inference. Text, so that any reader draws it.
SIGNS = dict(zip(KINDS, ("◆◇", "●○", "■□", "★☆", "▲△"), strict=True))


def render_timeline(edition: Edition, _path: str) -> str:
    """Markdown: the years, each a link to its heading; below it a definition list of what happened, and its sources."""
    if not edition.library.timeline:
        return ""
    years = [(year, [*events]) for year, events in groupby(edition.library.timeline, lambda event: event.start.year)]
    blocks = [_glance(edition, years)]
    for year, events in years:
        blocks.append(f"## {year} {{#y{year}}}")
        blocks += [_entry(edition, event) for event in events]
    return "\n\n".join(blocks)


def _glance(edition: Edition, years: list[tuple[int, list[Event]]]) -> str:
    """The picture: as many signs in a year as it has events."""
    items = "\n".join(
        f'- [{year}](#y{year}) <span aria-hidden="true">{_signs(events)}</span>' for year, events in years
    )
    word = edition.words["timeline"]
    kinds = {event.kind for _, events in years for event in events}
    legend = " · ".join(f"{SIGNS[kind][0]} {word[kind]}" for kind in KINDS if kind in kinds)
    inferred = word["legend-inferred"] if any(event.inferred for _, events in years for event in events) else ""
    caption = f"<figcaption>{escape_html(f'{legend}. {inferred}'.strip())}</figcaption>"
    label = escape_html(word["label"].format(first=years[0][0], last=years[-1][0]))
    nav = f'<nav class="years" aria-label="{label}" markdown="block">\n\n{items}\n\n</nav>'
    return f'<figure markdown="block">\n{nav}\n{caption}\n</figure>'


def _signs(events: list[Event]) -> str:
    return "".join(SIGNS[event.kind][event.inferred] for event in events)


def _entry(edition: Edition, event: Event) -> str:
    lines = [escape(event.text[edition.code])]
    sources = [_source(edition, source) for source in event.sources]
    around = [
        f"{edition.word('lists', key)}: {'; '.join(links)}"
        for key, links in (("sources", sources), ("related", links_to(edition, event.related)))
        if links
    ]
    lines += [f"<small>{'<br>'.join(around)}</small>"] if around else []
    if event.confidence != "high":
        word = edition.word("confidence", event.confidence).lower()
        lines.append(edition.word("glossary", "uncertain").format(confidence=word) + ".")
    when = render_in_year(event, edition.language) or edition.word("timeline", "no-month")
    return definition(
        f'<span aria-hidden="true">{SIGNS[event.kind][event.inferred]}</span> {capital(when)}', event.id, lines
    )


def _source(edition: Edition, source: str) -> str:
    """A source by who wrote it and when: forty full titles would bury the events."""
    publication = edition.resources.publications[source]
    reference = refer(edition, source)
    year = publication.year or edition.word("citation", "undated")
    name = f"{who(publication) or publication.title[edition.code]}, {year}"
    return link_to(edition, replace(reference, title=name, language=edition.code)) if reference else escape(name)
