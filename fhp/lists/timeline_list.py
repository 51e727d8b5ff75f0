"""Events: the timeline as readers see it, a thread along the years and a list that says the same and more."""

from __future__ import annotations

from dataclasses import replace
from html import escape as escape_html

from fhp.content.dates import render_dates
from fhp.content.languages import Language
from fhp.content.library import Edition
from fhp.content.timeline import Event
from fhp.text.long_lists import who
from fhp.text.markdown import definition, escape
from fhp.text.references import link_to, links_to, refer

WIDTH, EDGE = 340, 14  # of the drawing, in its own units: about a phone's pixels
RADIUS, STEP = 5, 13  # of a knot, and from one knot to the next above it
LABELS = 5  # years named below the thread


def render_timeline(edition: Edition, _path: str) -> str:
    """Markdown: the drawing, then a definition list with the date of each event, its text, sources and ties."""
    if not edition.library.timeline:
        return ""
    rows = [_entry(edition, event) for event in edition.library.timeline]
    return "\n\n".join([_drawing(edition.library.timeline, edition.language), *rows])


def _entry(edition: Edition, event: Event) -> str:
    lines = [escape(event.text[edition.code])]
    sources = [_source(edition, source) for source in event.sources]
    for key, links in (("sources", sources), ("related", links_to(edition, event.related))):
        if links:
            lines.append(f"{edition.word('lists', key)}: {'; '.join(links)}")
    if event.confidence != "high":
        word = edition.word("confidence", event.confidence).lower()
        lines.append(edition.word("glossary", "uncertain").format(confidence=word) + ".")
    return definition(render_dates(event, edition.language), event.id, lines)


def _source(edition: Edition, source: str) -> str:
    """A source by who wrote it and when: forty full titles would bury the events."""
    publication = edition.resources.publications[source]
    reference = refer(edition, source)
    year = publication.year or edition.word("citation", "undated")
    name = f"{who(publication) or publication.title[edition.code]}, {year}"
    return link_to(edition, replace(reference, title=name, language=edition.code)) if reference else escape(name)


def _drawing(events: tuple[Event, ...], language: Language) -> str:
    """An SVG of about 1 KB after gzip: in its year each event is a knot, an open one where the date is inferred."""
    first, last = events[0].start.year, max(event.start.year for event in events)
    years: dict[int, list[Event]] = {}
    for event in events:
        years.setdefault(event.start.year, []).append(event)
    step = min(STEP, 8 * STEP / max(len(found) for found in years.values()))
    thread = round(max(len(found) for found in years.values()) * step + RADIUS + 4)
    x = {year: EDGE + (year - first) * (WIDTH - 2 * EDGE) / max(last - first, 1) for year in range(first, last + 1)}
    knots = {False: "", True: ""}
    for year, found in years.items():
        for place, event in enumerate(sorted(found, key=lambda event: event.inferred)):
            knots[event.inferred] += _knot(x[year], thread - 4 - RADIUS - place * step, event.inferred)
    word = language.words["timeline"]
    label = word["label"].format(first=first, last=last)
    drawing = [
        f'<svg class="weave" viewBox="0 0 {WIDTH} {thread + 24}" role="img" aria-label="{escape_html(label)}">',
        f'<path class="w1" d="M0 {thread}h{WIDTH}v4H0z"/>',
        f'<path class="weft" fill-rule="evenodd" d="{knots[False]}{knots[True]}"/>',
        *(_year(x[year], thread + 20, year) for year in _named(first, last)),
        "</svg>",
    ]
    lines = "\n".join(drawing)  # one a line: readers that draw nothing would run the years into each other
    return f"<figure>\n{lines}\n<figcaption>{escape_html(word['caption'])}</figcaption>\n</figure>"


def _knot(x: float, y: float, is_open: bool) -> str:
    """A disc as a path, or a ring."""
    return _circle(x, y, RADIUS) + (_circle(x, y, RADIUS - 2) if is_open else "")


def _circle(x: float, y: float, radius: float) -> str:
    return f"M{x - radius:.0f} {y:.0f}a{radius} {radius} 0 1 0 {2 * radius} 0a{radius} {radius} 0 1 0-{2 * radius} 0z"


def _named(first: int, last: int) -> list[int]:
    """The years to write: the first, the last and round ones between, none so near that they would touch."""
    gap = max(1, -(-(last - first) // LABELS))
    gap = next((round_ for round_ in (1, 2, 5, 10, 20, 50, 100) if round_ >= gap), gap)
    between = [year for year in range(first, last) if year % gap == 0 and min(year - first, last - year) * 2 >= gap]
    return sorted({first, *between, last})


def _year(x: float, y: int, year: int) -> str:
    x = min(max(x, 17), WIDTH - 17)
    return f'<text x="{x:.0f}" y="{y}" text-anchor="middle">{year}</text>'
