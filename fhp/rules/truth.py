"""Truth: what our data call inferred is told as inferred, and words in quotation marks are somebody's.

A machine cannot tell whether a sentence is true; it can tell where data and text say different things of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fhp.content.glossary import FILE as GLOSSARY
from fhp.content.library import Library, kept
from fhp.content.pages import Page, Tool
from fhp.content.timeline import Event
from fhp.content.yaml_files import parse_yaml
from fhp.problems import Problem, problem
from fhp.rules.agreement import NOT_PROSE, Block, sections_of
from fhp.rules.names import form_of, known_names
from fhp.text.citations import CITATION

QUOTATIONS = "data/quotations.txt"
STYLE = "data/style/{code}.yaml"
QUOTED = re.compile(r"«([^«»]{2,400})»|“([^“”]{2,400})”|(?<![\w=])\"([^\"\n]{2,400})\"(?![\w=])")
HEADING = re.compile(r"^#{1,6} +(.+?)(?: *\{#[^}]*\})? *$", re.MULTILINE)
BOX = re.compile(r"^[ \t]*(?:!!!|\?\?\?\+?|===)[^\n]*", re.MULTILINE)
SAYING = re.compile(
    r"\b(?:dij(?:o|eron)|dic(?:e|en)|cont(?:ó|aron)|afirm(?:a|an|ó)|explic(?:a|an|ó)|escrib(?:ió|ieron)|según|"
    r"sa(?:id|ys?)|told|tells|according|wrote|writes)\b",
    re.IGNORECASE,
)
FEWEST_WORDS = 3  # fewer are a term or a word that is spoken of
ITEMS = {"avoid", "write"}


def check_truth(library: Library) -> Iterator[Problem]:
    """Every rule about what is known, inferred, or said by others."""
    yield from _check_attested(library)
    yield from _check_inferred(library)
    yield from _check_quotations(library)
    yield from _check_style(library)


def _check_attested(library: Library) -> Iterator[Problem]:
    """A word said to be in use has a source in its language; one that is the same in both languages, in either."""
    publications = library.resources.publications
    for term in library.glossary:
        spoken = {code for source in term.sources if source in publications for code in publications[source].languages}
        unread = [source for source in term.sources if source not in publications]
        for code, is_attested in term.attested.items():
            same = [
                other for other in term.term if other != code and form_of(term.term[other]) == form_of(term.term[code])
            ]
            if is_attested and code not in spoken and not unread and not any(other in spoken for other in same):
                yield problem(
                    "unattested-language", GLOSSARY, library.lines[GLOSSARY][term.id], key=term.id, value=code
                )


def _check_inferred(library: Library) -> Iterator[Problem]:
    """Where a page tells a date or a reading that our data call inferred, a word for that stands beside it."""
    doubtful = {event.id: event for event in library.timeline if event.inferred}
    for page in library.pages:
        words = _words_of_doubt(library, page.language)
        if words is None or page.is_retired:
            continue
        blocks = [block for section in sections_of(page) for block in section]
        if page.meta.when and page.meta.when.inferred and not words.search(page.plain + page.meta.brief_text):
            yield problem("inferred-unsaid", page.name, page.line("dates"), value=str(page.meta.when.start))
        if getattr(page.meta, "attested", True) is False and not words.search(page.plain + page.meta.brief_text):
            yield problem("inferred-unsaid", page.name, page.line("attested"), value="attested: false")
        for event in doubtful.values():
            if page.meta.id in event.related:
                yield from _unsaid(library, page, event, blocks, words)


def _unsaid(
    library: Library, page: Page, event: Event, blocks: list[Block], words: re.Pattern[str]
) -> Iterator[Problem]:
    """The paragraphs that give the day of an event as if it were known, or the page that says nowhere what is not."""
    if event.precision != "day":
        blocks = [Block(page.plain + page.meta.brief_text, page.body_line)]
    day = library.language(page.language).day(event.start) if event.precision == "day" else str(event.start.year)
    for block in blocks:
        if day in block.text and not words.search(block.text):
            yield problem("inferred-unsaid", page.name, block.line, value=day)


def _words_of_doubt(library: Library, code: str) -> re.Pattern[str] | None:
    """How a language says that something was worked out (data/style/<code>.yaml, `doubt`)."""
    words = _style(library).get(code, {}).get("doubt", [])
    return re.compile("|".join(rf"\b{re.escape(word)}" for word in words), re.IGNORECASE) if words else None


def _check_quotations(library: Library) -> Iterator[Problem]:
    """Quotation marks hold the words of a source or a title; each that nobody has confirmed yet is listed."""
    confirmed = {form_of(row) for row in _rows(library.root / QUOTATIONS)}
    for name, line, words in find_quotations(library):
        if form_of(words) not in confirmed:
            yield problem("unsourced-quotation", name, line, value=words)


def find_quotations(library: Library) -> Iterator[tuple[str, int, str]]:
    """File, line and words of what a cited or told paragraph has in quotation marks and is no title: each once a page.

    Elsewhere they hold words that a group may say, as in the tools, and nobody takes them for a source's.
    """
    titles = known_names(library) + _headings(library)
    terms = {form_of(word) for term in library.glossary for word in term.term.values()}
    for page in library.pages:
        seen: set[str] = set()
        if isinstance(page.meta, Tool):
            continue
        for block in (block for section in sections_of(page) for block in section):
            if not CITATION.search(block.text) and not SAYING.search(block.text):
                continue
            for found in QUOTED.finditer(BOX.sub(_blank, block.text)):
                words = " ".join(next(filter(None, found.groups())).split())
                form = form_of(words)
                if len(form.split()) >= FEWEST_WORDS and form not in {*seen, *terms} and f" {form} " not in titles:
                    seen.add(form)
                    yield page.name, block.line + block.text.lstrip().count("\n", 0, found.start()), words


def _headings(library: Library) -> str:
    """The titles and headings of all pages, as one text to look into."""
    headings = [found[1] for page in library.pages for found in HEADING.finditer(page.plain)]
    return " | ".join(["", *map(form_of, [*headings, *(page.meta.title for page in library.pages)]), ""])


def confirm_quotations(library: Library) -> int:
    """Adds every quotation of today to the confirmed ones; returns how many were new."""
    path = library.root / QUOTATIONS
    held = _rows(path)
    new = [words for words in dict.fromkeys(words for _, _, words in find_quotations(library)) if words not in held]
    path.write_text("".join(f"{row}\n" for row in [*held, *new]), encoding="utf-8")
    return len(new)


def _rows(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def _check_style(library: Library) -> Iterator[Problem]:
    """The forms that editors agreed to avoid, each with what to write instead."""
    for code, style in _style(library).items():
        forms = [(re.compile(rf"(?<!\w)(?:{one['avoid']})(?!\w)", re.IGNORECASE), one["write"])
                 for one in style.get("forms", []) if set(one) >= ITEMS]  # fmt: skip
        for page in library.pages:
            if page.language != code:
                continue
            shown = NOT_PROSE.sub(_blank, CITATION.sub(_blank, page.plain))
            for line, text in [(page.line(key), str(getattr(page.meta, key, None) or "")) for key in
                               ("title", "description", "brief")] + [(page.body_line, shown)]:  # fmt: skip
                for pattern, instead in forms:
                    for found in pattern.finditer(text):
                        at = line + text.count("\n", 0, found.start()) if text is shown else line
                        yield problem("avoid-form", page.name, at, value=found[0], expected=instead)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


@kept
def _style(library: Library) -> dict[str, dict[str, list]]:  # type: ignore[type-arg]
    """Each language's file of style, as far as it can be read."""
    styles = {}
    for code in library.editions:
        path = library.root / STYLE.format(code=code)
        if path.is_file():
            marked, _ = parse_yaml(path.read_text(encoding="utf-8"), STYLE.format(code=code))
            if marked and isinstance(marked.value, dict):
                styles[code] = marked.value
    return styles
