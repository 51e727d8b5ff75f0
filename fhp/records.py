"""Records: what a page says as data of an event or a tool, above its text; and what is to come, as invitations."""

from __future__ import annotations

from html import escape as escape_html

from fhp.catalogue import relative
from fhp.citations import escape
from fhp.dates import render_dates
from fhp.languages import Language
from fhp.library import Library
from fhp.pages import Dates, Dialogue, Page, People, Tool
from fhp.references import links_to


def render_record(library: Library, language: Language, path: str) -> str:
    """Markdown for the top of the page at `path`: a dialogue's table, a tool's list, the date of a news item, or ''."""
    page = library.at(language.code, path)
    if page and isinstance(page.meta, Tool) and not page.is_retired:
        return _sheet(language, page.meta)
    if page is None or page.meta.when is None or page.is_retired:
        return ""
    if isinstance(page.meta, Dialogue):
        return _table(library, language, page, page.meta) + "\n\n"
    return f'<p class="meta">{render_dates(page.meta.when, language)}</p>\n\n'


def _table(library: Library, language: Language, page: Page, record: Dialogue) -> str:
    """A small table with a heading in each row; only its links are Markdown, for MkDocs to check."""
    word = language.words["record"]
    file = page.path.rpartition("/")[2].removesuffix(".md") + ".ics"
    convened = word["convene" if is_upcoming(library, record.dates) else "convenors"]
    rows = (
        (word["when"], _when(record.dates, language)),
        (word["platform"], escape_html(record.platform[language.code])),
        (convened, "; ".join(links_to(library, language, record.convenors, page.path))),
        (word["calendar"], f'<a href="../{file}" download>{word["download"]}</a>'),
    )
    body = "\n".join(
        f'<tr markdown="block">\n<th scope="row">{head}</th>\n<td markdown="span">{text}</td>\n</tr>'
        for head, text in rows
    )
    return f'<table markdown="block">\n<tbody markdown="block">\n{body}\n</tbody>\n</table>'


def _sheet(language: Language, tool: Tool) -> str:
    """What a group needs to know before it chooses a tool, and whose proposal it is."""
    word = language.words["tool"]
    rows = (
        (word["time"], word["minutes"].format(minutes=tool.time)),
        (word["people"], _people(tool.people, language)),
        (word["materials"], "; ".join(tool.materials)),
        (word["audience"], tool.audience),
        (word["not-for"], tool.not_for),
        (word["risks"], " ".join(tool.risks)),
        (word["turn"], word["turn-text"]),  # on paper a link leads nowhere
    )
    listed = "\n".join(f"<dt>{head}</dt><dd>{escape_html(text, quote=False)}</dd>" for head, text in rows)
    ours = f"<p><strong>{word['ours']}</strong> {word['ours-note']}</p>\n\n" if tool.ours else ""
    return f'{ours}<dl class="sheet">\n{listed}\n</dl>\n\n'


def _people(people: People, language: Language) -> str:
    if people.max == people.min:
        return str(people.min)
    pattern = language.word("tool", "range" if people.max else "or-more")
    return pattern.format(min=people.min, max=people.max)


def _when(dates: Dates, language: Language) -> str:
    """The dates, and that they are exact where they are."""
    exact = dates.precision == "day" and not dates.inferred
    return render_dates(dates, language) + (f". {language.word('record', 'exact')}" if exact else "")


def is_upcoming(library: Library, dates: Dates) -> bool:
    """Whether it has not passed yet on the day of the build."""
    return dates.last >= library.today


def render_invitations(library: Library, language: Language, path: str) -> str:
    """Markdown for every dialogue still to come or going on, the nearest first; '' where there is none."""
    coming = [
        (page.meta.dates.start, page.path, _invitation(page, page.meta.dates, language, path))
        for page in library.pages_in(language.code)
        if isinstance(page.meta, Dialogue) and not page.is_retired and is_upcoming(library, page.meta.dates)
    ]
    return "".join(text for _, _, text in sorted(coming))


def _invitation(page: Page, dates: Dates, language: Language, path: str) -> str:
    title = f"[{escape(page.meta.title)}]({relative(page.path, path)})"
    word = language.word("record", "invitation")
    text = f"**{word}.** {render_dates(dates, language)}: {title}. {escape(page.meta.description)}"
    return f'<div class="notice" markdown="span">{text}</div>\n\n'
