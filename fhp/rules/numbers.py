"""Numbers as a language says them: in words, in Roman numerals, as hours, decades, dates, thousands and shares.

The words come from num2words, read backwards (each number is said once, and the saying is kept); what it does not say
(*docena*, *año y medio*) from number_words.yaml. A worded number is put between ⟨⟩, and then read like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from babel.dates import get_month_names
from num2words import num2words

from fhp.content.languages import Language

SAID = Path(__file__).with_name("number_words.yaml")
TOKEN = re.compile(r"[^\W\d_]+")
SHORT_RANGE = re.compile(r"\b((?:1[5-9]|20)\d\d)\s?[-–/]\s?(\d\d)(?![\d-])")
NUMERIC_DATE = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\d/])")
DAY_LETTER = re.compile(r"(?<![\w-])(\d{1,2})-?([EFMASOND])\b(?![.-])")
LETTERS = {"E": 1, "F": 2, "M": 3, "A": 4, "S": 9, "O": 10, "N": 11, "D": 12}
IN_MAY = {"1", "15"}  # 1M, 15M
RAISED = re.compile(r"(\d)\.?[ºª°](?![A-Z])")
SLASHED = re.compile(r"(?<![\d/])(\d{1,3})/(\d{1,3})(?![\d/])")
DIGIT = re.compile(r"\d")
HUNDRED = 100


@dataclass(frozen=True)
class Reading:
    """A text with its worded numbers between ⟨⟩; what was read of it; what may stand for a number, but need not."""

    text: str
    special: tuple[str, ...]  # '20:30 h', '1990s'
    loose: frozenset[str]


@dataclass(frozen=True)
class _Speech:
    values: dict[str, int]  # a word → what it adds
    scales: dict[str, int]  # a word → by what it multiplies
    own: dict[str, Any]  # the language's entry of number_words.yaml
    months: dict[int, str]
    telling: frozenset[str]  # words without which, and without a digit, a text has no number


@lru_cache(maxsize=8)
def _speech(locale: str) -> _Speech:
    """What each word of a language is worth; few words where num2words does not speak it."""
    own: dict[str, Any] = yaml.safe_load(SAID.read_text(encoding="utf-8")).get(locale.split("_")[0].split("-")[0], {})
    values: dict[str, int] = {}
    for number in [*range(31), *range(30, 101, 10), *range(200, 1000, 100)]:
        for kind in ("cardinal", "ordinal"):
            try:
                words = TOKEN.findall(str(num2words(number, lang=locale, to=kind)))
            except (NotImplementedError, OverflowError):
                continue
            if len(words) == 1 and (kind == "cardinal" or number > 0):
                values.setdefault(words[0].casefold(), number)
    values |= {word: number for word, number in own.get("more", {}).items() if number}
    values |= _declined(values)
    scales = dict(own.get("scales", {}))
    values = {word: value for word, value in values.items() if word not in scales}
    months = dict(get_month_names("wide", locale=locale).items())
    telling = {*values, *scales, *own.get("decades", {}), "mediodía", "noon", "midday", "setiembre"}
    return _Speech(values, scales, own, months, frozenset(telling))


def _declined(values: dict[str, int]) -> dict[str, int]:
    """The other forms of words in -o and -os: doscientas, tercera, veintiún."""
    forms: dict[str, int] = {}
    for word, value in values.items():
        if word.endswith("os"):
            forms[word[:-2] + "as"] = value
        elif word.endswith("o") and 0 < value < HUNDRED:
            forms |= {word[:-1] + "a": value, word[:-1] + "as": value, word[:-1] + "os": value}
    forms |= {"veintiún": 21, "primer": 1, "tercer": 3} if "veintiuno" in values else {}
    return {word: value for word, value in forms.items() if word not in values}


def has_numbers(text: str, language: Language) -> bool:
    """Whether a text holds a digit or a word of number at all."""
    return bool(DIGIT.search(text)) or not _speech(language.locale).telling.isdisjoint(TOKEN.findall(text.casefold()))


def read(prose: str, language: Language) -> Reading:
    """The numbers of a text in words as digits, its hours and decades apart, its dates and ranges written out."""
    speech, folded = _speech(language.locale), prose.casefold()
    words = {*TOKEN.findall(folded)}
    own = speech.own.get("loose", {})
    loose = {value for word in words & own.keys() for value in own[word]}
    for phrase, values in speech.own.get("phrases", {}).items():
        if phrase in folded:
            loose |= set(values)
            prose = re.sub(re.escape(phrase), " ", prose, flags=re.IGNORECASE)
    if not words & speech.telling and not DIGIT.search(prose):
        return Reading(prose, (), frozenset(loose))
    loose |= {number for found in SLASHED.finditer(prose) for number in found.groups()}
    months = speech.months
    text = NUMERIC_DATE.sub(lambda found: _long_date(found, months), prose)
    text = SHORT_RANGE.sub(lambda found: f"{found[1]} {found[1][:2]}{found[2]}", text)
    text = DAY_LETTER.sub(lambda found: f"{found[1]} {months[_month_of(found)]}", text)
    text = re.sub(r"\bsetiembre\b", "septiembre", text, flags=re.IGNORECASE)
    text = _with_digits(_scaled(RAISED.sub(r"\1", text), speech), speech)
    special: list[str] = []
    text = _take(text, speech, special)
    return Reading(text, tuple(special), frozenset(loose))


def _long_date(found: re.Match[str], months: dict[int, str]) -> str:
    day, month = int(found[1]), int(found[3])
    return f"{day} {months[month]} {found[4]}" if month in months else found[0]


def _month_of(found: re.Match[str]) -> int:
    return 5 if found[2] == "M" and found[1] in IN_MAY else LETTERS[found[2]]


def _with_digits(text: str, speech: _Speech) -> str:
    """The text with each number in words as ⟨digits⟩."""
    pieces, last = [], 0
    for start, end, value in _worded(text, speech):
        pieces += [text[last:start], f"⟨{value:g}⟩" if value < 1e6 else f"⟨{value:.0f}⟩"]
        last = end
    return "".join([*pieces, text[last:]])


def _worded(text: str, speech: _Speech) -> Iterator[tuple[int, int, float]]:
    """Each run of words that says one number: its place and its value."""
    tokens = [(found[0].casefold(), found.start(), found.end()) for found in TOKEN.finditer(text)]
    place = 0
    while place < len(tokens):
        value, used = _longest(tokens, place, text, speech)
        if used:
            yield tokens[place][1], tokens[place + used - 1][2], value
        place += max(used, 1)


def _longest(tokens: list[tuple[str, int, int]], first: int, text: str, speech: _Speech) -> tuple[float, int]:
    """The number said from a token on, and how many tokens say it."""
    total = current = 0.0
    used = 0
    place = first
    joins, halves = set(speech.own.get("joins", ())), set(speech.own.get("half", ()))
    joined = False
    while place < len(tokens):
        word, start, _ = tokens[place]
        if place > first and text[tokens[place - 1][2] : start].strip(" -\n\u00a0"):
            break
        if word in speech.scales:
            scale = speech.scales[word]
            if not used and word not in ("mil",):
                break
            if scale == HUNDRED:
                current = max(current, 1) * scale
            else:
                total, current = total + max(current, 1) * scale, 0
        elif word in speech.values and _fits(current, speech.values[word], joined, bool(used)):
            current += speech.values[word]
        elif word in halves and joined and total:
            total += total / 2
        elif word in joins and used and not joined:
            joined = True
            place += 1
            continue
        else:
            break
        joined = False
        place += 1
        used = place - first
    return total + current, used


def _fits(current: float, value: int, joined: bool, begun: bool) -> bool:
    """Whether a word goes on with the number said so far: veinte + uno, ciento + dos; not diez + veinte."""
    if not begun:
        return True
    if current == 0:
        return not joined
    if value < 10 and current % 100 >= 20 and current % 10 == 0:
        return value > 0
    return current % HUNDRED == 0 and 0 < value < HUNDRED


def _scaled(text: str, speech: _Speech) -> str:
    """'3 mil' and '1.5 million' as one number in digits."""
    words = "|".join(sorted(speech.scales, key=len, reverse=True))
    if not words:
        return text
    comma = re.compile(rf"(?<![\w.,])(\d+(?:[.,]\d{{1,2}})?)[\s\u00a0]+({words})\b", re.IGNORECASE)

    def whole(found: re.Match[str]) -> str:
        return f"{float(found[1].replace(',', '.')) * speech.scales[found[2].casefold()]:.0f}"

    return comma.sub(whole, text)


def _take(text: str, speech: _Speech, special: list[str]) -> str:
    """Takes hours and decades out of the text and keeps each in one form."""

    def hour(found: re.Match[str], more: int) -> str:
        hours = int(found[1])
        if hours > 24:
            return found[0]
        hours = hours % 12 + more if more else hours
        special.append(f"{hours}:{found[2] or '00'} h")
        return " "

    def decade(found: re.Match[str]) -> str:
        year = int(found[1])
        special.append(f"{year + 1900 if year < HUNDRED else year}s")
        return " "

    for noon in speech.own.get("noon", ()):
        text, times = re.subn(noon, " ", text, flags=re.IGNORECASE)
        special.extend(["12:00 h"] * times)
    for pattern, more in _in_order(speech.own.get("hours", ())):
        text = re.sub(pattern, lambda found, more=more: hour(found, more), text, flags=re.IGNORECASE)  # type: ignore[misc]
    for pattern in speech.own.get("decade", ()):
        text = re.sub(pattern, decade, text, flags=re.IGNORECASE)
    for word, year in speech.own.get("decades", {}).items():
        text, times = re.subn(rf"\b{word}\b", " ", text, flags=re.IGNORECASE)
        special.extend([f"{year}s"] * times)
    return text


def _in_order(hours: Any) -> list[tuple[str, int]]:
    """Those of the afternoon first: '8:30 pm' is no 8:30."""
    return sorted(((str(pattern), int(more)) for pattern, more in hours), key=lambda pair: -pair[1])
