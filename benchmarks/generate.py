"""A library of any size: this repository with pages added that recombine its own sentences.

    .venv/bin/python benchmarks/generate.py TARGET --pages 1600

The pages are valid (front matter, sources cited, twins stamped, places in `nav:`), stand in folders of at most 25 as an
editor would arrange them, and each brings some words of its own, as new texts do, so that vocabularies grow too. One
page in twenty has no English twin. The same number of pages gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from fhp.content.library import Library, load_library
from fhp.content.pages import Page, parse_page
from fhp.content.pairs import stamp
from fhp.rules.agreement import numbers_in_words

ROOT = Path(__file__).parents[1]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "site", "tests", "__pycache__", ".*_cache")
FOLDER = 25  # pages in a folder, its index included
UNTRANSLATED = 20  # one page in so many has no twin
PARTS, SENTENCES = (4, 6), (5, 9)  # headings of a page, sentences below one: about 500 words, as our own pages have
KINDS = {"cases": "case", "dialogues": "dialogue", "news": "news"}  # folder → type
DAY = "2026-11-01"
SHORT = re.compile(r"\s*[()]\s*")  # around the short form of a name
NOTE = re.compile(r"\s*\[\^[^\]]*\]")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)(\{[^}]*\})?")
OPENINGS, VOWELS = ("ch", "m", "n", "qu", "s", "t", "tl", "tz", "x", "y"), ("a", "e", "i", "il")
SYLLABLES = [one + two for one in OPENINGS for two in VOWELS]


@dataclass(frozen=True)
class Stock:
    """What one language's pages are made of."""

    sentences: list[str]
    titles: list[str]
    headings: list[str]


def generate(target: Path, pages: int) -> Path:
    """Copies the repository to `target`, which must not exist, and adds pages until each language has `pages`."""
    library, _ = load_library(ROOT)
    shutil.copytree(ROOT, target, ignore=LEFT_OUT)
    own = sum(1 for page in library.pages if page.language == library.default.code)
    if pages < own:
        raise ValueError(f"{pages} pages are fewer than the library has, {own}")
    stocks = {language.code: take_stock(library, language.code) for language in library.languages}
    paths = [add_page(target, library, stocks, number) for number in range(pages - own)]
    settings = target / "mkdocs.yml"
    lines = "".join(f"  - {path}\n" for path in paths)
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("\ntheme:", f"{lines}\ntheme:", 1), encoding="utf-8")
    return target


def take_stock(library: Library, code: str) -> Stock:
    """The sentences, titles and headings of a language's pages, in the order of their files."""
    written = [page for page in library.pages if page.language == code and not page.is_retired]
    headings = re.findall(r"^## (.+?)(?: \{#.*)?$", "\n".join(page.plain for page in written), re.MULTILINE)
    sentences = [sentence for page in written for sentence in find_sentences(page)]
    titles = [page.meta.title for page in written]
    sentences, titles, headings = (drop_facts(library, code, texts) for texts in (sentences, titles, headings))
    return Stock(sentences, titles, sorted(set(headings)))


def drop_facts(library: Library, code: str, texts: list[str]) -> list[str]:
    """The texts without figures and organisations: in one language only, as here, these are mistakes."""
    organisations = library.resources.organisations.values()
    names = [name for entry in organisations for name in (*entry.name.values(), *entry.formerly)]
    known, language = {part for name in names for part in SHORT.split(name) if part}, library.language(code)
    return [text for text in texts if not re.search(r"\d", text) and not numbers_in_words(text, language)
            and not any(name in text for name in known)]  # fmt: skip


def find_sentences(page: Page) -> Iterator[str]:
    """Whole sentences of plain prose, without notes, links and emphasis."""
    for line in page.plain.split("\n"):
        line = LINK.sub(r"\1", NOTE.sub("", line.strip().lstrip("-> "))).replace("*", "")
        for sentence in re.split(r"(?<=[.!?])\s+", line):
            if 30 <= len(sentence) <= 260 and sentence[0].isupper() and not re.search(r"[|<>{}\[\]`#_^]", sentence):
                yield sentence


def add_page(target: Path, library: Library, stocks: dict[str, Stock], number: int) -> str:
    """Writes page `number` in every language; returns its path below the language's folder."""
    kind = [*KINDS][number // FOLDER % len(KINDS)]
    folder = f"{kind}/shelf-{number // FOLDER + 1:03}"
    path = f"{folder}/index.md" if number % FOLDER == 0 else f"{folder}/page-{number:05}.md"
    original = None
    for code, stock in stocks.items():
        if original and number % UNTRANSLATED == UNTRANSLATED - 1:
            break
        text = write_page(library, stock, code, number, path, original)
        page, problems = parse_page(text, f"docs/{code}/{path}", list(stocks))
        if page is None or problems:
            raise ValueError(f"{path}: {problems}")
        original = original or page
        file = target / "docs" / code / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return path


def write_page(library: Library, stock: Stock, code: str, number: int, path: str, original: Page | None) -> str:
    """One page in one language; what the languages share hangs on the number alone."""
    shared, chance = random.Random(number), random.Random(f"{number} {code}")
    sources = sorted(library.resources.publications)
    names = [invent(shared) for _ in range(6)]
    kind = "page" if path.endswith("/index.md") else KINDS[path.split("/")[0]]
    source = shared.choice(sources)
    meta: dict[str, object] = {
        "id": f"generated-{number:05}", "title": f"{chance.choice(stock.titles)[:80]}: {names[0]} {names[1]} {number}",
        "description": chance.choice([sentence for sentence in stock.sentences if len(sentence) < 150]),
        "type": kind, "created": DAY, "updated": DAY, "original": library.default.code, "sources": [source],
    }  # fmt: skip
    if original:
        meta["translation_of"] = stamp(original)
    if kind in ("case", "dialogue"):
        meta["brief"] = " ".join(chance.sample(stock.sentences, 3))
    if kind in ("dialogue", "news"):
        meta["dates"] = {"start": f"{2010 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"}
    if kind == "dialogue":
        meta["platform"] = {language.code: names[2] for language in library.languages}
        meta["convenors"] = [shared.choice(sorted(library.resources.organisations))]
    head = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in meta.items())
    return f"---\n{head}---\n" + write_body(stock, chance, names, source, path)


def write_body(stock: Stock, chance: random.Random, names: list[str], source: str, path: str) -> str:
    """Headings with sentences, a note, invented names, and the list of its folder on an index."""
    if path.endswith("/index.md"):
        return f"{' '.join(chance.sample(stock.sentences, 3))}[^{source}]\n\n<!-- list: children -->\n"
    parts = [" ".join(chance.sample(stock.sentences, 4)) + f"[^{source}]"]
    for place, heading in enumerate(chance.sample(stock.headings, chance.randint(*PARTS)), 1):
        sentences = chance.sample(stock.sentences, chance.randint(*SENTENCES))
        name = names[place % len(names)]
        sentences[-1] = sentences[-1][:-1] + f" ({name}){sentences[-1][-1]}"
        parts.append(f"## {heading} {{#part-{place}}}\n\n{' '.join(sentences)}")
    return "\n\n".join([*parts, f"[{names[0]}](index.md)"]) + "\n"


def invent(chance: random.Random) -> str:
    """A name that no text of ours holds."""
    return "".join(chance.sample(SYLLABLES, chance.randint(2, 4))).capitalize()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", type=Path)
    parser.add_argument("--pages", type=int, default=1600, help="in each language, our own included")
    options = parser.parse_args()
    print(generate(options.target, options.pages))
