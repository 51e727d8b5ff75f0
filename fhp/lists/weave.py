"""Weave: the framework drawn as a cloth, each thread of which ends at its name.

The names are text and links, row by row, whatever the size of the letters; beside each stands its piece of the
drawing: the pillars are the warp, which begins thread by thread, the strategies the weft, over and under it. What
is not drawn (in a text browser, on Tor's safest level) is not missed: the names stand in two lists.
"""

from __future__ import annotations

from html import escape

from fhp.content.addresses import root_link
from fhp.content.library import Edition
from fhp.content.pages import Page, Pillar, Strategy

WIDTH, ROW = 96, 40  # of a piece, in its own units: pixels across; downwards it stretches with its row
FIRST, STEP = 11, 22  # the middle of the first thread of the warp, and from one to the next
THREAD, WEFT = 9, 8  # how thick they are; the theme says it too


def render_picture(edition: Edition, _path: str) -> str:
    """HTML: a figure with a line that says how to read it, the pillars and the strategies."""
    pillars = [page for page in edition.standing if isinstance(page.meta, Pillar)]
    strategies = [page for page in edition.standing if isinstance(page.meta, Strategy)]
    warp = [(page, _beginning(place)) for place, page in enumerate(pillars)]
    weft = [(page, _crossing(place, len(pillars), page)) for place, page in enumerate(strategies)]
    rows = [_list(edition, "pillar", warp), _list(edition, "strategy", weft)]
    caption = escape(edition.word("picture", "caption"))
    return "\n".join(['<figure class="weave" markdown>', f"<figcaption>{caption}</figcaption>\n", *rows, "</figure>"])


def _list(edition: Edition, kind: str, rows: list[tuple[Page, str]]) -> str:
    """Markdown between the tags, so that MkDocs checks and turns the links."""
    label = escape(edition.word("ties", kind))
    items = "\n".join(
        f'<li markdown="span">{drawing}[{_name(place, page)}]({root_link(edition.code, page.path)})</li>'
        for place, (page, drawing) in enumerate(rows, 1)
    )
    return f'<ul class="{kind}" aria-label="{label}" markdown="block">\n{items}\n</ul>\n'


def _name(place: int, page: Page) -> str:
    return f"{place} {escape(page.meta.title)}"


def _svg(*paths: str) -> str:
    parts = "".join(path for path in paths if path)
    return f'<svg viewBox="0 0 {WIDTH} {ROW}" preserveAspectRatio="none" aria-hidden="true">{parts}</svg>'


def _path(kind: str, drawn: str, more: str = "") -> str:
    return f'<path class="{kind}" d="{drawn}"{more}/>' if drawn else ""


def _warp(places: list[int]) -> list[str]:
    """Whole threads from edge to edge, every other one of another colour; a hair longer, so that rows leave no gap."""
    lines = {place: f"M{FIRST + STEP * place}-1v{ROW + 2}" for place in places}
    return [_path(kind, "".join(lines[place] for place in places if place % 2 == odd)) for odd, kind in enumerate("vg")]


def _beginning(place: int) -> str:
    """A pillar's row: the threads that have begun above, and its own, which comes from its name and turns down."""
    x, middle = FIRST + STEP * place, ROW // 2
    return _svg(
        *_warp([*range(place)]),
        _path("vg"[place % 2], f"M{WIDTH} {middle}H{x + 8}Q{x} {middle} {x} {middle + 8}V{ROW + 1}"),
    )


def _crossing(place: int, pillars: int, page: Page) -> str:
    """A strategy's row: over and under by turns; dashed where setting it apart is our reading."""
    middle = ROW // 2
    xs = {thread: FIRST + STEP * thread for thread in range(pillars)}
    over = [thread for thread in xs if (thread + place) % 2 == 0]
    line = f"M0 {middle}H{WIDTH}"
    dashes = "" if getattr(page.meta, "attested", True) else ' stroke-dasharray="7 4"'
    tops = {thread: f"M{x} {middle - 11}v22" for thread, x in xs.items()}
    halo = "".join(f"M{x} {middle - 5}v10" for thread, x in xs.items() if thread in over)
    return _svg(
        *_warp([*xs]),
        _path("halo", line),
        _path("e", line, dashes),
        _path("halo", halo),
        *(_path(kind, "".join(tops[thread] for thread in over if thread % 2 == odd)) for odd, kind in enumerate("vg")),
    )
