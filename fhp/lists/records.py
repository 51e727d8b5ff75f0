"""Records: what a page says as data of an event or a tool, above its text; and what is to come, as invitations."""

from __future__ import annotations

import datetime
from html import escape as escape_html

from fhp.content.addresses import relative, root_link
from fhp.content.dates import render_dates
from fhp.content.languages import Language
from fhp.content.library import Edition
from fhp.content.pages import Dates, Dialogue, Page, People, Tool
from fhp.text.markdown import escape
from fhp.text.references import links_to


def render_record(edition: Edition, path: str) -> str:
    """Markdown for the top of the page at `path`: a dialogue's table, the date of a news item, or nothing."""
    page = edition.written(path)
    if page and isinstance(page.meta, Tool) and not page.is_retired:
        return _sheet(edition, page.meta)
    if page is None or page.meta.when is None or page.is_retired:
        return ""
    if isinstance(page.meta, Dialogue):
        return _table(edition, page, page.meta) + "\n\n"
    return f'<p class="meta">{render_dates(page.meta.when, edition.language)}</p>\n\n'


def _table(edition: Edition, page: Page, record: Dialogue) -> str:
    """A small table with a heading in each row; only its links are Markdown, for MkDocs to check."""
    word = edition.words["record"]
    file = relative(page.path.removesuffix(".md") + ".ics", page.url)
    convened = word["convene" if is_upcoming(record.dates, edition.today) else "convenors"]
    rows = (
        (word["when"], _when(record.dates, edition.language)),
        (word["platform"], escape_html(record.platform[edition.code])),
        (convened, "; ".join(links_to(edition, record.convenors))),
        (word["calendar"], f'<a href="{file}" download>{word["download"]}</a>'),
    )
    body = "\n".join(
        f'<tr markdown="block">\n<th scope="row">{head}</th>\n<td markdown="span">{text}</td>\n</tr>'
        for head, text in rows
    )
    return f'<table markdown="block">\n<tbody markdown="block">\n{body}\n</tbody>\n</table>'


def _sheet(edition: Edition, tool: Tool) -> str:
    """What a group needs to know before it chooses a tool, and whose proposal it is."""
    word = edition.words["tool"]
    rows = (
        (word["time"], word["minutes"].format(minutes=tool.time)),
        (word["people"], _people(edition, tool.people)),
        (word["materials"], "; ".join(tool.materials)),
        (word["audience"], tool.audience),
        (word["not-for"], tool.not_for),
        (word["risks"], " ".join(tool.risks)),
        (word["turn"], word["turn-text"]),  # on paper a link leads nowhere
    )
    listed = "\n".join(f"<dt>{head}</dt><dd>{escape_html(text, quote=False)}</dd>" for head, text in rows)
    ours = f"<p><strong>{word['ours']}</strong> {word['ours-note']}</p>\n\n" if tool.ours else ""
    return f'{ours}<dl class="sheet">\n{listed}\n</dl>\n\n'


def _people(edition: Edition, people: People) -> str:
    if people.max == people.min:
        return str(people.min)
    pattern = edition.word("tool", "range" if people.max else "or-more")
    return pattern.format(min=people.min, max=people.max)


def _when(dates: Dates, language: Language) -> str:
    """The dates, and that they are exact where they are."""
    exact = dates.precision == "day" and not dates.inferred
    return render_dates(dates, language) + (f". {language.word('record', 'exact')}" if exact else "")


def is_upcoming(dates: Dates, today: datetime.date) -> bool:
    """Whether it has not passed yet."""
    return dates.last >= today


def render_invitations(edition: Edition) -> str:
    """Markdown for every dialogue still to come or going on, the nearest first; '' where there is none."""
    coming = [
        (page.meta.dates.start, page.path, _invitation(edition, page, page.meta.dates))
        for page in edition.standing
        if isinstance(page.meta, Dialogue) and is_upcoming(page.meta.dates, edition.today)
    ]
    return "".join(text for _, _, text in sorted(coming))


def _invitation(edition: Edition, page: Page, dates: Dates) -> str:
    title = f"[{escape(page.meta.title)}]({root_link(edition.code, page.path)})"
    word = edition.word("record", "invitation")
    text = f"**{word}.** {render_dates(dates, edition.language)}: {title}. {escape(page.meta.description)}"
    return f'<div class="notice" markdown="span">{text}</div>\n\n'
