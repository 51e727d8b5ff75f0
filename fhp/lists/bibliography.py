"""Bibliography: every publication of resources.yaml, what it is good for and who cites it; and as BibTeX.

The list stands where a page says `<!-- list: bibliography -->`; the download is made by pybtex.
"""

from __future__ import annotations

import unicodedata
from typing import IO

from pybtex.database import BibliographyData, Entry, Person
from pybtex.database.output.bibtex import Writer

from fhp.content.addresses import relative, url_of
from fhp.content.library import Edition
from fhp.content.resources import Publication
from fhp.text.citations import own_title
from fhp.text.long_lists import BIBLIOGRAPHY, Part, bibliography, cited_by, homes, part_links, render_letters, who
from fhp.text.markdown import capital, definition, escape
from fhp.text.outside_links import link_of, reading_link
from fhp.text.references import links_to

# What BibTeX calls our kinds; all others are @misc. https://ctan.org/pkg/btxdoc, section 3.1
ENTRY_TYPES = {"book": "book", "report": "techreport", "case-study": "techreport", "article": "article",
               "manual": "manual", "guide": "manual", "toolkit": "manual"}  # fmt: skip
PUBLISHER = {"book": "publisher", "techreport": "institution", "article": "journal", "manual": "organization"}


def render_bibliography(edition: Edition, path: str) -> str:
    """The list, or the part of it at `path`, as Markdown: what we cite, then what else is worth reading."""
    parts = bibliography(edition)
    part = next((part for part in parts if part.path == path), None)
    file = relative(_file(homes(edition).get(BIBLIOGRAPHY, path)), url_of(path))
    top = [f'<p><a href="{file}" download>{edition.word("bibliography", "bibtex")}</a></p>']
    if len(parts) > 1:
        top.append(render_letters(edition, part_links(edition, parts)))
    return "\n\n".join(top + (_groups(edition, part) if part else []))


def _groups(edition: Edition, part: Part) -> list[str]:
    entries = [edition.resources.publications[item.id] for item in part.items]
    cited = {entry.id: cited_by(edition.library, entry.id) for entry in entries}
    blocks = []
    for key in ("cited", "further"):
        group = [entry for entry in entries if bool(cited[entry.id]) == (key == "cited")]
        if group:
            blocks.append(f"## {edition.word('bibliography', key)} {{#{key}}}")
            blocks += [_entry(edition, entry, cited[entry.id]) for entry in group]
    return blocks


def _entry(edition: Edition, entry: Publication, citing: list[str]) -> str:
    """A definition list's term and its lines."""
    code, word = edition.code, edition.words["bibliography"]
    named = (escape(who(entry)), f"*{escape(entry.title[code])}*", str(entry.year or ""))
    lines = [escape(entry.cited_for[code]), render_facts(edition, entry)]
    links = links_to(edition, citing)
    if links:
        lines.append(f"{word['cited-by']}: {'; '.join(links)}")
    return definition(". ".join(part for part in named if part), entry.id, lines)


def render_facts(edition: Edition, entry: Publication) -> str:
    """Its kind, its languages, whether it is free, what of it is ours or inferred, and where to read it."""
    spoken = ", ".join(edition.spoken(code) for code in entry.languages)
    facts = [
        edition.word("kind", entry.kind),
        edition.word("bibliography", "languages").format(languages=spoken),
        edition.word("access", entry.access),
        *(escape(capital(note)) for note in _notes(edition, entry)),
        *([escape(entry.licence)] if entry.licence else []),
        *([edition.word("reuse", entry.reuse)] if entry.reuse else []),
    ]
    return f"{'. '.join(facts)}.{_original_title(edition, entry)} {reading_link(edition, entry)}".rstrip()


def _original_title(edition: Edition, entry: Publication) -> str:
    """The title in a language in which it is not ours, where it is ours in the reader's."""
    code = next((code for code in entry.title if code not in entry.own_title), None)
    if edition.code not in entry.own_title or code is None:
        return ""
    said = capital(edition.word("bibliography", "original-title"))
    return f' {said}: <cite lang="{code}">{escape(entry.title[code])}</cite>.'


def _notes(edition: Edition, entry: Publication) -> list[str]:
    """What is ours or inferred, and what is odd about the date."""
    notes = [own_title(entry, edition.language)] if edition.code in entry.own_title else []
    if entry.body_inferred:
        notes.append(edition.word("citation", "inferred"))
    if entry.date_note:
        notes.append(entry.date_note[edition.code])
    elif not entry.year:
        notes.append(edition.word("citation", "undated"))
    return notes


class _Writer(Writer):  # type: ignore[misc]  # pybtex has no types
    """pybtex's own, but for addresses: a reference manager wants them without LaTeX's backslashes."""

    def _write_field(self, stream: IO[str], type: str, value: str) -> None:  # noqa: A002 - pybtex's name
        if type == "url":
            stream.write(f",\n    url = {self.quote(value)}")
        else:
            super()._write_field(stream, type, value)


def render_bibtex(edition: Edition) -> str:
    """Every publication in BibTeX, as UTF-8, with titles and notes in `language`."""
    entries = {entry.id: _bibtex_entry(edition, entry) for entry in edition.resources.publications.values()}
    return str(_Writer(encoding="UTF-8").to_string(BibliographyData(entries)))


def render_bibtex_files(edition: Edition) -> dict[str, bytes]:
    """Maps 'en/library/bibliography.bib' to its bytes; nothing where no page holds the bibliography."""
    home = homes(edition).get(BIBLIOGRAPHY)
    return {edition.prefix + _file(home): render_bibtex(edition).encode()} if home else {}


def _file(home: str) -> str:
    """Where the download stands, below the language's root: 'library/bibliography.bib'."""
    return f"{home.removesuffix('.md')}.bib"


def _bibtex_entry(edition: Edition, entry: Publication) -> Entry:
    kind = ENTRY_TYPES.get(entry.kind, "misc")
    fields = [
        ("title", f"{{{_plain(entry.title[edition.code])}}}"),
        (PUBLISHER.get(kind, "howpublished"), _plain(entry.body or "")),
        ("year", str(entry.year or "")),
        ("url", link_of(edition, entry).url or ""),
        ("language", ", ".join(entry.languages)),
        ("note", _plain("; ".join(_notes(edition, entry)))),
        ("annote", _plain(entry.cited_for[edition.code])),
    ]
    names = [_plain(name) for name in entry.authors] or ([f"{{{_plain(entry.body)}}}"] if entry.body else [])
    persons = {"author": [Person(name) for name in names]} if names else {}
    return Entry(kind, fields=[(key, value) for key, value in fields if value], persons=persons)


def _plain(text: str) -> str:
    """Text that no quotation mark, brace or control character of ours can break out of its field."""
    text = "".join(char for char in text if unicodedata.category(char) != "Cc")
    return text.translate(str.maketrans('"\\{}', "”/()"))
