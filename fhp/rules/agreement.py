"""Agreement: figures, dates and names that stand in both languages of a pair are the same.

Only pairs that count as up to date are read. Figures are compared block by block (paragraph, list item, row of a
table), names page by page, since a sentence may say 'she' where its twin repeats the name.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from babel.dates import get_month_names
from babel.numbers import get_decimal_symbol

from fhp.content.glossary import FILE as GLOSSARY
from fhp.content.languages import Language
from fhp.content.library import Library, kept
from fhp.content.pages import SHEET, Page
from fhp.content.pairs import find_pairs
from fhp.content.resources import FILE as RESOURCES
from fhp.content.timeline import FILE as TIMELINE
from fhp.problems import Problem, problem
from fhp.rules.numbers import Reading, has_numbers, read
from fhp.rules.personal_data import find_personal_data
from fhp.rules.unfinished import MARK
from fhp.text.citations import CITATION

TEXTS = ("title", "description", "brief", *SHEET)
GROUPED = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+")  # 46,785 · 46.785 · 46 785
NUMBER = re.compile(rf"(?<![\w.,#/])({GROUPED.pattern}(?!\d)|\d+(?:[.,]\d+)?)(?P<percent>[ \u00a0\u202f]?%)?")
NOT_PROSE = re.compile(r"(?<=\])\([^)\s]*\)|<[^>]*>|\{[^}\n]*\}|https?://\S+")
WORDED = re.compile(r"⟨([\d.]+)⟩(\s?%)?")
LIST_MARK = re.compile(r"^[ \t]*(?:\d+[.)]|[-*+])[ \t]+", re.MULTILINE)
BLOCK = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d+[.)])[ \t])|\n(?=\|)|\n(?=#)")
ROMAN = re.compile(r"\b(?=[IVXLC]{2,}\b)C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\b")
ROMAN_VALUES = {"C": 100, "XC": 90, "L": 50, "XL": 40, "X": 10, "IX": 9, "V": 5, "IV": 4, "I": 1}
NEAR = 12  # characters between a month and the day or year that makes a date of it
LEAST = 3  # the least number that must agree where it is a word: 'dos' is as often 'both' as 'two'


@dataclass(frozen=True)
class Block:
    """A piece of text of one language, and the line where it begins."""

    text: str
    line: int


def check_agreement(library: Library) -> Iterator[Problem]:
    """Both sides of a pair that counts as up to date give the same figures and name the same organisations."""
    for pair in find_pairs(library):
        if pair.state == "up-to-date" and pair.page:
            yield from _compare(library, pair.page, pair.original)
            yield from _compare(library, pair.original, pair.page)
    yield from _check_entries(library)


def _check_entries(library: Library) -> Iterator[Problem]:
    """The texts of an entry give the same figures in every language."""
    resources = library.resources
    for entry in [*resources.organisations.values(), *resources.publications.values()]:
        for key in ("summary", "limits", "cited_for", "date_note"):
            line = resources.line(entry.id, key)
            yield from _compare_texts(library, RESOURCES, line, getattr(entry, key, None))
    for name, key, entries in ((GLOSSARY, "plain", library.glossary), (TIMELINE, "text", library.timeline)):
        path = library.root / name
        rows = path.read_text(encoding="utf-8").split("\n") if path.is_file() else []
        for held in entries:
            line = library.lines[name][held.id]
            line = next((at for at in range(line, len(rows)) if rows[at].lstrip().startswith(f"{key}:")), line - 1) + 1
            yield from _compare_texts(library, name, line, getattr(held, key))


def _compare_texts(library: Library, name: str, line: int, texts: dict[str, str] | None) -> Iterator[Problem]:
    """What a text of an entry says in one language and not in another that is no copy of it: one line for both."""
    codes = [code for code in library.editions if code in (texts or {})]
    for here, there in itertools.combinations(codes, 2):
        if not texts or texts[here] == texts[there] or any(MARK.search(texts[code]) for code in (here, there)):
            continue  # a copy, or a gap that is told as one
        ours, theirs = library.language(here), library.language(there)
        facts = {there: _lacking(texts[here], ours, texts[there], theirs)}
        facts[here] = _lacking(texts[there], theirs, texts[here], ours)
        if any(facts.values()) and not any(next(find_personal_data(texts[code]), None) for code in (here, there)):
            said = "; ".join(f"{code}: {', '.join(sorted(found))}" for code, found in facts.items() if found)
            yield problem("figures-of-entry", name, line, value=said)


def _compare(library: Library, page: Page, other: Page) -> Iterator[Problem]:
    """What `other` says and `page` does not."""
    ours, theirs = library.language(page.language), library.language(other.language)
    accepted = {form for one in [*page.meta.differs, *other.meta.differs] for form in _forms(one.value)}
    for here, there in align(page, other):
        facts = ", ".join(sorted(_lacking(here.text, ours, there.text, theirs) - accepted))
        if facts:
            yield problem("facts-differ", page.name, here.line, value=facts, other=f"{other.name}:{there.line}")
    named = names_in(library, page)
    for name, place in names_in(library, other).items():
        if name not in named:
            value = library.resources.organisations[name].name[page.language]
            if value in accepted:
                continue
            where = f"{other.name}:{other.line_of(place)}"
            yield problem("facts-differ", page.name, page.body_line, value=value, other=where)


def _forms(value: str) -> set[str]:
    """A figure as an editor may write it after `differs:` — '46 785', '46,785' — and as it is compared."""
    return {value, re.sub(r"(?<=\d)[\s.,](?=\d{3})", "", value), value.replace(" %", "%")}


def _lacking(here: str, ours: Language, there: str, theirs: Language) -> set[str]:
    """The figures that `there` gives and `here` does not, or gives less often, be it in digits or in words."""
    if not has_numbers(there, theirs):
        return set()
    found, given = figures(there, theirs), figures(here, ours)
    reading = read_prose(here, ours)
    worded = numbers_in_words(here, ours) | reading.loose | {*_months(reading.text, ours)}
    lacking = {figure for figure, times in found.items() if given[figure] < times and figure not in worded}
    said = {value for value in numbers_in_words(there, theirs, roman=False) if float(value.strip("%")) >= LEAST}
    free = read_prose(there, theirs).loose
    return lacking | {value for value in said if value not in worded and not given[value] and value not in free}


@lru_cache(maxsize=512)
def figures(text: str, language: Language) -> Counter[str]:
    """How often each figure stands in a text: '46785', '3.5', '40%', 'pact-2022: 27' (cited), '6 (month)'."""
    cited = [f"{found['id']}: {number}" for found in CITATION.finditer(text)
             for number in re.findall(r"\d+", found["locator"] or "")]  # fmt: skip
    reading = read_prose(text, language)
    numbers = [_value(found, language) for found in NUMBER.finditer(WORDED.sub(" ", reading.text))]
    return Counter([*cited, *numbers, *reading.special, *_months(WORDED.sub(" ", reading.text), language)])


@lru_cache(maxsize=512)
def read_prose(text: str, language: Language) -> Reading:
    """The prose of a text with its numbers read, '%' for its word."""
    prose = re.sub(rf"\s*\b(?:{'|'.join(_percent(language))})\b", "%", _prose(text), flags=re.IGNORECASE)
    return read(prose, language)


def _prose(text: str) -> str:
    """The text without what a reader does not read, and without the numbers of a list."""
    return NOT_PROSE.sub(" ", CITATION.sub(" ", LIST_MARK.sub("", text)))


def _value(found: re.Match[str], language: Language) -> str:
    """A number as it is compared: no sign between thousands, a full stop before decimals."""
    text = found[1]
    if GROUPED.fullmatch(text):
        text = re.sub(r"\D", "", text)
    return text.replace(get_decimal_symbol(language.locale), ".") + ("%" if found["percent"] else "")


def _months(prose: str, language: Language) -> Iterator[str]:
    """The months that stand beside a day or a year; alone, a month may be a verb ('may') or go without saying."""
    pattern, numbers = _month_names(language.locale)
    for found in pattern.finditer(prose):
        if re.search(rf"\d[^\d.;]{{0,{NEAR}}}$", prose[: found.start()][-NEAR - 1 :]) or found["after"]:
            yield f"{numbers[found['month'].casefold()]} (mes / month)"


@lru_cache(maxsize=8)
def _month_names(locale: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """A pattern of the months, with what follows up to the next digit, and the number of each."""
    numbers = {name.casefold(): number for number, name in get_month_names("wide", locale=locale).items()}
    months = "|".join(numbers)
    return re.compile(rf"\b(?P<month>{months})\b(?=(?P<after>[^\d.;]{{0,{NEAR}}}\d)?)", re.IGNORECASE), numbers


def numbers_in_words(text: str, language: Language, *, roman: bool = True) -> set[str]:
    """The values that a text gives in words or in Roman numerals, percentages with their sign."""
    reading = read_prose(text, language)
    values = {found[1] + ("%" if found[2] else "") for found in WORDED.finditer(reading.text)}
    if roman:
        values |= {str(_roman(found.group())) for found in ROMAN.finditer(reading.text)}
    return values


def _percent(language: Language) -> list[str]:
    """How a language writes '%' in words."""
    return list(language.words.get("percent") or ["%"])


def _roman(text: str) -> int:
    return sum(ROMAN_VALUES[part] for part in re.findall("XC|XL|IX|IV|[CLXVI]", text))


def names_in(library: Library, page: Page) -> dict[str, int]:
    """Maps the id of each organisation that the body names, by any of its names, to where it first does."""
    pattern, owners = _names(library)
    found: dict[str, int] = {}
    for name in pattern.finditer(page.plain):
        found.setdefault(owners[name.group()], name.start())
    return found


@kept
def _names(library: Library) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of every name that an organisation has, in any language, in short or formerly; and whose each is."""
    owners: dict[str, str] = {}
    for entry in library.resources.organisations.values():
        for name in [*entry.name.values(), *entry.formerly]:
            owners |= {part: entry.id for part in re.split(r"\s*[()]\s*", name) if part and part not in owners}
    longest = sorted(owners, key=len, reverse=True)
    return re.compile(rf"(?<![\w/-])(?:{'|'.join(map(re.escape, longest)) or '(?!)'})(?!\w)"), owners


def align(page: Page, other: Page) -> Iterator[tuple[Block, Block]]:
    """The blocks of both sides that say the same: those of the front matter, then those of the body in their order.

    A section with more blocks on one side is compared as a whole, and so are pages whose sections are not the same.
    """
    for key in TEXTS:
        ours, theirs = (str(getattr(side.meta, key, "")) for side in (page, other))
        yield Block(ours, page.line(key)), Block(theirs, other.line(key))
    sections = [sections_of(page), sections_of(other)]
    if len(sections[0]) != len(sections[1]):
        sections = [[sum(parts, [])] for parts in sections]
    for here, there in zip(*sections, strict=True):
        if len(here) == len(there):
            yield from zip(here, there, strict=True)
        elif here and there:
            yield _joined(here), _joined(there)


def _joined(blocks: list[Block]) -> Block:
    return Block("\n\n".join(block.text for block in blocks), blocks[0].line)


def sections_of(page: Page) -> list[list[Block]]:
    """The blocks of the page below each of its headings, each heading first."""
    sections: list[list[Block]] = [[]]
    start = 0
    for end, following in [*(cut.span() for cut in BLOCK.finditer(page.plain)), (len(page.plain), 0)]:
        text = page.plain[start:end]
        if text.lstrip().startswith("#"):
            sections.append([])
        if text.strip():
            sections[-1].append(Block(text, page.line_of(start + len(text) - len(text.lstrip()))))
        start = following
    return sections
