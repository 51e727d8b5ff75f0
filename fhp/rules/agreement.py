"""Agreement: figures, dates and names that stand in both languages of a pair are the same.

Only pairs that count as up to date are read. Figures are compared block by block (paragraph, list item, row of a
table), names page by page, since a sentence may say 'she' where its twin repeats the name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from babel.dates import get_month_names
from babel.numbers import get_decimal_symbol

from fhp.content.languages import Language
from fhp.content.library import Library, kept
from fhp.content.pages import SHEET, Page
from fhp.content.pairs import find_pairs
from fhp.problems import Problem, problem
from fhp.text.citations import CITATION

TEXTS = ("title", "description", "brief", *SHEET)
GROUPED = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+")  # 46,785 · 46.785 · 46 785
NUMBER = re.compile(rf"(?<![\w.,#/])({GROUPED.pattern}(?!\d)|\d+(?:[.,]\d+)?)(?P<percent>[ \u00a0\u202f]?%)?")
NOT_PROSE = re.compile(r"(?<=\])\([^)\s]*\)|<[^>]*>|\{[^}\n]*\}|https?://\S+")
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


def _compare(library: Library, page: Page, other: Page) -> Iterator[Problem]:
    """What `other` says and `page` does not."""
    ours, theirs = library.language(page.language), library.language(other.language)
    for here, there in align(page, other):
        for fact in sorted(_lacking(here.text, ours, there.text, theirs)):
            yield problem("facts-differ", page.name, here.line, value=fact, other=f"{other.name}:{there.line}")
    named = names_in(library, page)
    for name, place in names_in(library, other).items():
        if name not in named:
            value = library.resources.organisations[name].name[page.language]
            where = f"{other.name}:{other.line_of(place)}"
            yield problem("facts-differ", page.name, page.body_line, value=value, other=where)


def _lacking(here: str, ours: Language, there: str, theirs: Language) -> set[str]:
    """The figures that `there` gives and `here` does not, or gives less often, be it in digits or in words."""
    found, given = figures(there, theirs), figures(here, ours)
    worded = numbers_in_words(here, ours)
    lacking = {figure for figure, times in found.items() if given[figure] < times and figure not in worded}
    said = {str(value) for value in range(LEAST, 101)} & numbers_in_words(there, theirs)
    return lacking | {value for value in said if value not in worded and not given[value]}


def figures(text: str, language: Language) -> Counter[str]:
    """How often each figure stands in a text: '46785', '3.5', '40%', 'pact-2022: 27' (cited), '6 (month)'."""
    cited = [f"{found['id']}: {number}" for found in CITATION.finditer(text)
             for number in re.findall(r"\d+", found["locator"] or "")]  # fmt: skip
    prose = re.sub(rf"\s+(?:{'|'.join(_percent(language))})\b", "%", _prose(text), flags=re.IGNORECASE)
    numbers = [_value(found, language) for found in NUMBER.finditer(prose)]
    return Counter([*cited, *numbers, *_months(prose, language)])


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


def numbers_in_words(text: str, language: Language) -> set[str]:
    """The values that a text gives in words or in Roman numerals; as percentages too where it speaks of those."""
    words: dict[str, int] = language.words.get("numbers", {})
    prose = _prose(text)
    values = {str(words[word]) for word in re.findall(r"[^\W\d_]+", prose.casefold()) if word in words}
    values |= {str(_roman(found.group())) for found in ROMAN.finditer(prose)}
    if any(words in prose.casefold() for words in _percent(language)):
        values |= {f"{value}%" for value in values}
    return values


def _percent(language: Language) -> list[str]:
    """How a language writes '%' in words."""
    return list(language.words.get("percent", ["%"]))


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
    sections = [_sections(page), _sections(other)]
    if len(sections[0]) != len(sections[1]):
        sections = [[sum(parts, [])] for parts in sections]
    for here, there in zip(*sections, strict=True):
        if len(here) == len(there):
            yield from zip(here, there, strict=True)
        elif here and there:
            yield _joined(here), _joined(there)


def _joined(blocks: list[Block]) -> Block:
    return Block("\n\n".join(block.text for block in blocks), blocks[0].line)


def _sections(page: Page) -> list[list[Block]]:
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
