"""Bibliography: every publication of resources.yaml, what it is good for and who cites it; and as BibTeX.

The list stands where a page says `<!-- list: bibliography -->`; the download is made by pybtex.
"""

from __future__ import annotations

import unicodedata
from typing import IO

from pybtex.database import BibliographyData, Entry, Person
from pybtex.database.output.bibtex import Writer

from fhp.catalogue import (
    BIBLIOGRAPHY,
    Part,
    cited_by,
    definition,
    home_of,
    part_links,
    parts,
    render_letters,
    who,
)
from fhp.citations import capital, escape, own_title
from fhp.languages import Language
from fhp.library import Library
from fhp.reader_links import link_of, reading_link
from fhp.references import address_of, links_to
from fhp.resources import Publication

# What BibTeX calls our kinds; all others are @misc. https://ctan.org/pkg/btxdoc, section 3.1
ENTRY_TYPES = {"book": "book", "report": "techreport", "case-study": "techreport", "article": "article",
               "manual": "manual", "guide": "manual", "toolkit": "manual"}  # fmt: skip
PUBLISHER = {"book": "publisher", "techreport": "institution", "article": "journal", "manual": "organization"}


def render_bibliography(library: Library, language: Language, path: str) -> str:
    """The list, or the part of it at `path`, as Markdown: what we cite, then what else is worth reading."""
    shelves = parts(library, language, BIBLIOGRAPHY)
    part = next((part for part in shelves if part.path == path), None)
    home = home_of(library, language, BIBLIOGRAPHY) or path
    file = f"{address_of(home, path)}../{home.rpartition('/')[2].removesuffix('.md')}.bib".removeprefix("./")
    top = [f'<p><a href="{file}" download>{language.word("bibliography", "bibtex")}</a></p>']
    if len(shelves) > 1:
        top.append(render_letters(part_links(shelves, path), language))
    return "\n\n".join(top + (_groups(library, language, part) if part else []))


def _groups(library: Library, language: Language, part: Part) -> list[str]:
    entries = [library.resources.publications[item.id] for item in part.items]
    cited = {entry.id: cited_by(library, entry.id) for entry in entries}
    blocks = []
    for key in ("cited", "further"):
        group = [entry for entry in entries if bool(cited[entry.id]) == (key == "cited")]
        if group:
            blocks.append(f"## {language.word('bibliography', key)} {{#{key}}}")
            blocks += [_entry(library, language, entry, cited[entry.id], part.path) for entry in group]
    return blocks


def _entry(library: Library, language: Language, entry: Publication, citing: list[str], path: str) -> str:
    """A definition list's term and its lines."""
    code, word = language.code, language.words["bibliography"]
    named = (escape(who(entry)), f"*{escape(entry.title[code])}*", str(entry.year or ""))
    lines = [escape(entry.cited_for[code]), _facts(library, language, entry)]
    links = links_to(library, language, citing, path)
    if links:
        lines.append(f"{word['cited-by']}: {'; '.join(links)}")
    return definition(". ".join(part for part in named if part), entry.id, lines)


def _facts(library: Library, language: Language, entry: Publication) -> str:
    """Its kind, its languages, whether it is free, what of it is ours or inferred, and where to read it."""
    spoken = ", ".join(language.spoken(code) for code in entry.languages)
    facts = [
        language.word("kind", entry.kind),
        language.word("bibliography", "languages").format(languages=spoken),
        language.word("access", entry.access),
        *(escape(capital(note)) for note in _notes(entry, language)),
        *([escape(entry.licence)] if entry.licence else []),
    ]
    return f"{'. '.join(facts)}.{_original_title(entry, language)} {reading_link(library, language, entry)}".rstrip()


def _original_title(entry: Publication, language: Language) -> str:
    """The title in a language in which it is not ours, where it is ours in the reader's."""
    code = next((code for code in entry.title if code not in entry.own_title), None)
    if language.code not in entry.own_title or code is None:
        return ""
    said = capital(language.word("bibliography", "original-title"))
    return f' {said}: <cite lang="{code}">{escape(entry.title[code])}</cite>.'


def _notes(entry: Publication, language: Language) -> list[str]:
    """What is ours or inferred, and what is odd about the date."""
    notes = [own_title(entry, language)] if language.code in entry.own_title else []
    if entry.body_inferred:
        notes.append(language.word("citation", "inferred"))
    if entry.date_note:
        notes.append(entry.date_note[language.code])
    elif not entry.year:
        notes.append(language.word("citation", "undated"))
    return notes


class _Writer(Writer):  # type: ignore[misc]  # pybtex has no types
    """pybtex's own, but for addresses: a reference manager wants them without LaTeX's backslashes."""

    def _write_field(self, stream: IO[str], type: str, value: str) -> None:  # noqa: A002 - pybtex's name
        if type == "url":
            stream.write(f",\n    url = {self.quote(value)}")
        else:
            super()._write_field(stream, type, value)


def render_bibtex(library: Library, language: Language) -> str:
    """Every publication in BibTeX, as UTF-8, with titles and notes in `language`."""
    entries = {entry.id: _bibtex_entry(library, entry, language) for entry in library.resources.publications.values()}
    return str(_Writer(encoding="UTF-8").to_string(BibliographyData(entries)))


def render_bibtex_files(library: Library, language: Language) -> dict[str, bytes]:
    """Maps 'en/library/bibliography.bib' to its bytes; nothing where no page holds the bibliography."""
    home = home_of(library, language, BIBLIOGRAPHY)
    if home is None:
        return {}
    return {f"{language.prefix}{home.removesuffix('.md')}.bib": render_bibtex(library, language).encode()}


def _bibtex_entry(library: Library, entry: Publication, language: Language) -> Entry:
    kind = ENTRY_TYPES.get(entry.kind, "misc")
    fields = [
        ("title", f"{{{_plain(entry.title[language.code])}}}"),
        (PUBLISHER.get(kind, "howpublished"), _plain(entry.body or "")),
        ("year", str(entry.year or "")),
        ("url", link_of(entry, library.links.of(entry.url), language).url or ""),
        ("language", ", ".join(entry.languages)),
        ("note", _plain("; ".join(_notes(entry, language)))),
        ("annote", _plain(entry.cited_for[language.code])),
    ]
    names = [_plain(name) for name in entry.authors] or ([f"{{{_plain(entry.body)}}}"] if entry.body else [])
    persons = {"author": [Person(name) for name in names]} if names else {}
    return Entry(kind, fields=[(key, value) for key, value in fields if value], persons=persons)


def _plain(text: str) -> str:
    """Text that no quotation mark, brace or control character of ours can break out of its field."""
    text = "".join(char for char in text if unicodedata.category(char) != "Cc")
    return text.translate(str.maketrans('"\\{}', "”/()"))
