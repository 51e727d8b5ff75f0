"""Spelling: every word a reader sees, of the pages and of the data, is known to hunspell or to our own lists.

The dictionary of a language is named in its words (data/words/<code>.yaml); our own words stand in
data/spelling/<code>.txt, one a line. A language without a dictionary is not checked. Names of organisations and
authors in resources.yaml are right as they are.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fhp.content.files import plain_files
from fhp.content.languages import Language
from fhp.content.library import Edition, Library
from fhp.content.pages import Page
from fhp.content.yaml_files import Key, Marked, parse_yaml
from fhp.problems import Problem, problem
from fhp.text.citations import CITATION

LISTS = "data/spelling"
WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:['’][^\W\d_]+)*")
# What a reader does not read as words: citations, addresses, tags, attributes, the mark of an admonition.
NOT_WORDS = re.compile(
    rf"{CITATION.pattern.replace('?P<id>', '?:').replace('?P<locator>', '?:')}"
    r"|(?<=\])\([^)\n]*\)|<[^>\n]*>|\{[^}\n]*\}|https?://\S+|&\w+;|^(?:!!!|\?\?\?\+?)[ \t]+\w+"
    r"|[\w.-]+\.(?:org|net|com|eu|yaml|md)\b",
    re.MULTILINE,
)
QUOTED = re.compile(
    r"(?<!\*)\*(?![*\s])[^*]+\*(?!\*)|«[^»]+»|“[^”]+”|\"[^\"\n]+\""
)  # titles and words of another language
FOREIGN = {"name", "title", "term", "variants"}  # keys of data that may hold another language's words
UNREAD = {
    "alphabet",
    "dictionary",
    "iso-639-3",
    "locale",
    "numbers",
    "small-words",
    "exit-address",
    "asking",
}  # keys of data/words/ that are no text


class MissingSpellerError(Exception):
    """hunspell, or the dictionary named, is not on this machine."""


@dataclass(frozen=True)
class Found:
    """A word as it stands in a file; `is_quoted` where another language's word may stand."""

    word: str
    language: str
    path: str
    line: int
    is_quoted: bool


def check_spelling(library: Library) -> Iterator[Problem]:
    """A word of a text is known in the language of that text; in a title or a quotation, in any of the house."""
    found = [item for item in find_words(library) if library.language(item.language).words.get("dictionary")]
    names, titles = set(_names(library)), set(_titles(library))
    unknown = {code: _find_unknown(edition, found) for code, edition in library.editions.items()}
    wrong = [
        item for item in found
        if item.word in unknown[item.language] and _bare(item.word) not in names
        and not (item.is_quoted and (item.word in titles or any(item.word not in known for known in unknown.values())))
    ]  # fmt: skip
    for language in library.languages:
        mine = [item for item in wrong if item.language == language.code]
        suggestions = _suggest({item.word for item in mine}, language)
        for item in mine:
            yield problem("unknown-word", item.path, item.line, value=item.word, language=language.code,
                          nearest=suggestions.get(item.word, ""))  # fmt: skip


def _find_unknown(edition: Edition, found: Iterable[Found]) -> set[str]:
    """Of its own words and of every quoted one, those that a language does not know."""
    own = load_list(edition.library.root, edition.code)
    words = {item.word for item in found if item.language == edition.code or item.is_quoted}
    words = {word for word in words if not {word, word.lower(), _bare(word)} & own}
    return (
        set(_hunspell(words, edition.language, "-l").split("\n")) & words if edition.words.get("dictionary") else words
    )


def _bare(word: str) -> str:
    """The word without the ending of an English possessive."""
    return word.removesuffix("'s")


def find_words(library: Library) -> Iterator[Found]:
    """Every word of every text, pages first."""
    for page in library.pages:
        yield from _of_page(page)
    codes = [language.code for language in library.languages]
    for path in [*plain_files(library.root, "data/*.yaml"), *plain_files(library.root, "resources.yaml")]:
        yield from _of_data(path, path.relative_to(library.root).as_posix(), codes)
    for language in library.languages:
        name = f"data/words/{language.code}.yaml"
        lines = (library.root / name).read_text(encoding="utf-8").split("\n")
        yield from _of_texts(language.words, name, lines, language.code)


def _of_page(page: Page) -> Iterator[Found]:
    """The words of the front matter in the page's language, and those of the body outside code."""
    for key, text in page.texts:
        yield from _split(text, page.language, page.name, page.line(*key), is_quoted=key[0] == "platform")
    for word, quoted, offset in _words(page.plain):
        yield Found(word, page.language, page.name, page.line_of(offset), quoted)


def _split(text: str, language: str, path: str, line: int, is_quoted: bool) -> Iterator[Found]:
    for word, quoted, _ in _words(text):
        yield Found(word, language, path, line, quoted or is_quoted)


def _words(text: str) -> Iterator[tuple[str, bool, int]]:
    """Each word, whether it is quoted, and where it stands."""
    text = NOT_WORDS.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    quoted = [found.span() for found in QUOTED.finditer(text)]
    for found in WORD.finditer(text):
        if len(found.group()) > 1:
            inside = any(start < found.start() < end for start, end in quoted)
            yield found.group().replace("’", "'"), inside, found.start()


def _of_data(path: Path, name: str, codes: list[str]) -> Iterator[Found]:
    """The words of a YAML file, wherever it holds texts by language."""
    text = path.read_text(encoding="utf-8")
    marked, _ = parse_yaml(text, name)
    for key, code, value in _texts(marked, codes) if marked else ():
        quoted = bool(FOREIGN & {str(part) for part in key})
        first = marked.line(key) if marked else 1
        yield from _placed(value, code, name, text.split("\n"), first, quoted)


def _texts(marked: Marked, codes: list[str]) -> Iterator[tuple[Key, str, str]]:
    """Every text of a file by its key and its language, which is its last key."""

    def walk(value: Any, key: Key) -> Iterator[tuple[Key, str, str]]:
        parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for step, part in parts:
            code = next((step for step in (*key, step)[::-1] if step in codes), None)
            if isinstance(part, str) and code:
                yield (*key, step), str(code), part
            else:
                yield from walk(part, (*key, step))

    yield from walk(marked.value, ())


def _of_texts(value: Any, name: str, lines: list[str], code: str) -> Iterator[Found]:
    """The words of the site itself."""
    if isinstance(value, str):
        yield from _placed(value, code, name, lines, 1, quoted=False)
    for key, part in value.items() if isinstance(value, dict) else ():
        if key not in UNREAD:
            yield from _of_texts(part, name, lines, code)


def _placed(text: str, code: str, name: str, lines: list[str], first: int, quoted: bool) -> Iterator[Found]:
    """The words of a text that begins at line `first`, each with the line in which it is next found."""
    for item in _split(text, code, name, first, quoted):
        line = next((n for n, row in enumerate(lines[first - 1 :], first) if item.word in row.replace("’", "'")), first)
        yield Found(item.word, code, name, line, item.is_quoted)


def _names(library: Library) -> Iterator[str]:
    """The words of names, which are right as they are."""
    resources = library.resources
    for organisation in resources.organisations.values():
        for name in [*organisation.name.values(), *organisation.formerly]:
            yield from (word for word, _, _ in _words(name))
    for publication in resources.publications.values():
        for name in [*publication.authors, publication.body or ""]:
            yield from (word for word, _, _ in _words(name))


def _titles(library: Library) -> Iterator[str]:
    """The words of titles that are not our own translation: right wherever a title may stand."""
    for publication in library.resources.publications.values():
        for code, title in publication.title.items():
            if code not in publication.own_title:
                yield from (word for word, _, _ in _words(title))


def load_list(root: Path, code: str) -> set[str]:
    """Our own words of a language."""
    path = root / LISTS / f"{code}.txt"
    return set(path.read_text(encoding="utf-8", errors="replace").split()) if path.exists() else set()


def accept_word(root: Path, code: str, word: str) -> None:
    """Adds a word to our own, in its place."""
    words = load_list(root, code) | {word}
    path = root / LISTS / f"{code}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{word}\n" for word in sort_words(words)), encoding="utf-8")


def sort_words(words: Iterable[str]) -> list[str]:
    """The order of our lists."""
    return sorted(words, key=lambda word: (word.casefold(), word))


def _suggest(words: Iterable[str], language: Language) -> dict[str, str]:
    """Maps a word that hunspell does not know to its first suggestion: a matter of seconds for a hundred words."""
    asked = sorted(words)
    blocks = _hunspell([f"^{word}" for word in asked], language, "-a").split("\n", 1)[-1].split("\n\n")
    found = (
        (word, re.search(r"^&.*?: ([^,\n]+)", block, re.MULTILINE)) for word, block in zip(asked, blocks, strict=False)
    )
    return {word: first[1] for word, first in found if first}


def _hunspell(lines: Iterable[str], language: Language, how: str) -> str:
    """What hunspell answers to these lines; nothing is asked where there is nothing to ask."""
    asked, dictionary = sorted(lines), str(language.words.get("dictionary", ""))
    if not asked:
        return ""
    if not shutil.which("hunspell"):
        raise MissingSpellerError("hunspell")
    done = subprocess.run(
        ["hunspell", how, "-i", "utf-8", "-d", dictionary], text=True, encoding="utf-8", check=False,
        input="".join(f"{line}\n" for line in asked), capture_output=True,
    )  # fmt: skip
    if done.returncode or "Can't open" in done.stderr:
        raise MissingSpellerError(f"hunspell {dictionary}")
    return done.stdout
