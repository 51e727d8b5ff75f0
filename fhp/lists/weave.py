"""Picture: the framework drawn as a weave, pillars as warp and strategies as weft, with its words as text."""

from __future__ import annotations

from html import escape

from fhp.content.library import Edition
from fhp.content.pages import Page

WIDTH = 340
THREADS = (40, 120, 200, 280)  # left edges of the four vertical threads
THREAD, WEFT, ROW, TOP = 20, 8, 36, 84


def render_picture(edition: Edition, _path: str) -> str:
    """An SVG of about 1 KB after gzip, without ids or styles of its own, and a caption that says the same."""
    pillars = _of_type(edition, "pillar")
    strategies = _of_type(edition, "strategy")
    word = edition.words["picture"]
    height = TOP + ROW * len(strategies) + 12
    drawing = [
        f'<svg class="weave" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(word["label"])}">',
        *_warp(len(pillars), height),
        *_weft(len(strategies), len(pillars)),
        _paper(len(pillars), len(strategies)),
        *(_pillar_name(place, page) for place, page in enumerate(pillars)),
        *(_strategy_name(place, page) for place, page in enumerate(strategies)),
        "</svg>",
    ]
    caption = word["caption"].format(pillars=_named(pillars), strategies=_named(strategies))
    lines = "\n".join(drawing)  # one a line: readers that draw nothing would run the names into each other
    return f"<figure>\n{lines}\n<figcaption>{caption}</figcaption>\n</figure>"


def _of_type(edition: Edition, kind: str) -> list[Page]:
    return [page for page in edition.standing if page.meta.type == kind]


def _named(pages: list[Page]) -> str:
    return "; ".join(f"{place} {escape(page.meta.title)}" for place, page in enumerate(pages, 1))


def _warp(pillars: int, height: int) -> list[str]:
    return [
        f'<path class="w{place % 4}" d="M{x} {18 * place + 22}h{THREAD}V{height}h-{THREAD}z"/>'
        for place, x in enumerate(THREADS[:pillars])
    ]


def _weft(strategies: int, pillars: int) -> list[str]:
    """The horizontal threads, then, thread by thread, the crossings at which the warp lies on top."""
    rows = [TOP + ROW * place + 22 for place in range(strategies)]
    weft = "".join(f"M8 {y}h{WIDTH - 16}v{WEFT}H8z" for y in rows)
    parts = [f'<path class="weft" d="{weft}"/>']
    for place, x in enumerate(THREADS[:pillars]):
        over = "".join(
            f"M{x} {y - 1}h{THREAD}v{WEFT + 2}h-{THREAD}z" for row, y in enumerate(rows) if (row + place) % 2
        )
        parts.append(f'<path class="w{place % 4}" d="{over}"/>')
    return parts


def _paper(pillars: int, strategies: int) -> str:
    """Strips of paper behind the names, so that they can be read over the threads."""
    names = "".join(f"M0 {18 * place + 4}h{WIDTH}v16H0z" for place in range(1, pillars))
    rows = "".join(f"M0 {TOP + ROW * place + 3}h{WIDTH}v17H0z" for place in range(strategies))
    return f'<path class="paper" d="{names}{rows}"/>'


def _pillar_name(place: int, page: Page) -> str:
    """The name stands on top of its thread: the first two to the right of its edge, the last two to the left."""
    x, anchor = (THREADS[place], "") if place < 2 else (THREADS[place] + THREAD, ' text-anchor="end"')
    return f'<text x="{x}" y="{18 * place + 16}"{anchor} class="p">{place + 1} {escape(page.meta.title)}</text>'


def _strategy_name(place: int, page: Page) -> str:
    return f'<text x="8" y="{TOP + ROW * place + 16}">{place + 1} {escape(page.meta.title)}</text>'
