"""Search: everything of a language that can be found, as an index in small files of which a query needs a few.

The files lie in search/ below the language's root, and overrides/assets/search.js reads them:

- `1.txt`, `2.txt` … are shards: a line for each word, `word places`, in the order of the words. A place is two
  characters: 32 + the distance to the number of the entry before, then 33 + 16 × passage + step of the impact.
- `p1.txt`, `p2.txt` … are what is shown of an entry, as HTML: its address, its description, and from the third line
  on, for each passage, the end of the address and the title.
- `search.js` is the script, with the first letters of each shard, the common words and what it says.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from textwrap import shorten

from fhp.content.addresses import url_of
from fhp.content.languages import Language
from fhp.content.library import Edition
from fhp.directory.made_pages import made_pages, notices
from fhp.directory.shelves import shelf_pages
from fhp.outputs.word_index import Entry, Posting, WordIndex, build_index, find_words
from fhp.text.long_lists import TIMELINE
from fhp.text.passages import Passage, find_passages
from fhp.text.references import Reference, refer, refer_to_term

FOLDER = "search/"
BOUND = 900  # bytes of a shard, about 600 after gzip; a single word may weigh more
LINE = 160  # characters of a description
SECOND = 0.6  # what a publication weighs beside a page: the pages are what we say ourselves


@dataclass(frozen=True)
class Article:
    """A finished page: `path` below the language's folder, `html` without the theme around it."""

    path: str
    title: str
    description: str
    html: str


def find_entries(edition: Edition, articles: Iterable[Article]) -> list[Entry]:
    """A language's own pages, the organisations, the terms of the glossary and the publications.

    Not the stand-ins for pages it lacks, nor what was retired.
    """
    leads = _leads(edition)
    entries = [*_find_pages(edition, articles, leads), *_find_terms(edition)]
    for publication in edition.resources.publications.values():
        place = refer(edition, publication.id)
        if place:
            about = publication.cited_for[edition.code]
            more = " ".join([*publication.authors, publication.body or "", str(publication.year or "")])
            passages = (Passage("", "", more),)
            entries.append(Entry(_url(place), place.title, about, passages, rank=SECOND))
    return entries


def _find_pages(edition: Edition, articles: Iterable[Article], leads: dict[str, str]) -> Iterator[Entry]:
    for article in sorted(articles, key=lambda article: article.path):
        page = edition.written(article.path)
        if page and not page.is_retired:
            first, *rest = find_passages(article.html, with_lists=TIMELINE in page.body)
            passages = (Passage("", "", f"{page.meta.brief_text} {first.text}"), *rest)
            yield Entry(url_of(article.path), article.title, article.description, passages, leads.get(page.meta.id, ""))
        elif article.path in shelf_pages(edition.library):
            yield Entry(url_of(article.path), article.title, article.description, (Passage("", "", ""),))
        elif article.path in made_pages(edition.library) and article.path not in notices(edition.library):
            passages = tuple(find_passages(article.html))
            yield Entry(url_of(article.path), article.title, article.description, passages)


def _leads(edition: Edition) -> dict[str, str]:
    """Maps a page's id to the names of the terms that the glossary ties to it."""
    leads: dict[str, list[str]] = {}
    for term in edition.library.glossary:
        for related in term.related:
            leads.setdefault(related, []).extend([term.term[edition.code], *term.variants.get(edition.code, [])])
    return {page_id: " ".join(names) for page_id, names in leads.items()}


def _find_terms(edition: Edition) -> Iterator[Entry]:
    for term in edition.library.glossary:
        place = refer_to_term(edition, term.id)
        if place:
            names = " ".join(term.variants.get(edition.code, []))
            yield Entry(_url(place), place.title, term.plain[edition.code], (Passage("", "", ""),), names)


def _url(place: Reference) -> str:
    return url_of(place.path) + (f"#{place.anchor}" if place.anchor else "")


def render_search(language: Language, entries: list[Entry], script: str) -> tuple[dict[str, str], str]:
    """Maps file names below search/ to their text; and the script's name with a mark of what is in it.

    `script` is search.js, in which the word INDEX stands for what only the build knows. The mark keeps a browser from
    using the script of one build with the shards of another.
    """
    index = build_index(entries)
    shards = cut_shards([f"{word} {_render_places(places)}" for word, places in index.postings.items()])
    files = {f"{number}.txt": "\n".join(shard) for number, shard in enumerate(shards, 1)}
    files |= {f"p{number}.txt": _render_entry(entry) for number, entry in enumerate(entries, 1)}
    known = [_starts(shards), _everyday(language, index), _say(language)]
    files["search.js"] = script.replace("INDEX", json.dumps(known, ensure_ascii=False, separators=(",", ":")))
    mark = hashlib.sha256("".join(f"{name}{files[name]}" for name in sorted(files)).encode()).hexdigest()[:6]
    return files, f"{FOLDER}search.js?{mark}"


def _render_places(places: list[Posting]) -> str:
    text, last = "", -1  # as if the entry before the first were the one before number 0
    for posting in places:
        text += chr(32 + posting.entry - last) + chr(33 + posting.passage * 16 + posting.step)
        last = posting.entry
    return text


def cut_shards(lines: list[str]) -> list[list[str]]:
    """The lines in shards of at most BOUND bytes, cut where few letters tell one shard from the next."""
    shards: list[list[str]] = []
    start = 0
    while start < len(lines):
        end, size = start, 0
        while end < len(lines) and (end == start or size + len(lines[end].encode()) < BOUND):
            size += len(lines[end].encode()) + 1
            end += 1
        if end < len(lines):
            half = range(start + (end - start + 1) // 2, end)
            end = min([end, *half], key=lambda at: (_shared(lines[at - 1], lines[at]), -at))
        shards.append(lines[start:end])
        start = end
    return shards


def _shared(one: str, other: str) -> int:
    """How many letters two lines begin with in common."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _starts(shards: list[list[str]]) -> list[str]:
    """The letters with which each shard begins, as few as tell it from the one before."""
    return [""] + [after[0][: _shared(before[-1], after[0]) + 1].strip() for before, after in pairwise(shards)]


def _render_entry(entry: Entry) -> str:
    lines = [escape(entry.url), escape(shorten(entry.description, LINE, placeholder="…"))]
    for passage in entry.passages:
        anchor = f"#{passage.anchor}" if passage.anchor else ""
        heading = f" › {passage.heading}" if passage.heading else ""
        lines.append(f'{escape(anchor)}">{escape(entry.title)}{escape(heading)}')
    return "\n".join(lines)


def _everyday(language: Language, index: WordIndex) -> list[str]:
    """Words that say nothing of what is sought: common here, or common in questions."""
    return sorted({*index.common, *find_words(language.word("search", "asking"))})


def _say(language: Language) -> list[str]:
    return [language.word("search", key) for key in ("waiting", "found", "failed")]
