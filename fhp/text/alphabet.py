"""Alphabet: the order in which a language's own readers look things up, and the letter to look under.

The alphabet stands in data/words/<code>.yaml as letters with spaces between them, in order; a letter may be
several signs (`ch'` in K'iche'). What is not in it counts as its plain letter: `á` as `a`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from fhp.content.languages import Language

NUMBERS = "0–9"  # what begins with no letter


@lru_cache(maxsize=8)
def _letters(alphabet: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """A pattern for the letters, longest first, and the place of each."""
    letters = alphabet.split()
    pattern = "|".join(re.escape(letter) for letter in sorted(letters, key=len, reverse=True))
    return re.compile(pattern or "(?!)"), {letter: place for place, letter in enumerate(letters, 1)}


def _spell(text: str, language: Language) -> list[str]:
    """The text as letters of the alphabet, digits and single spaces; signs and foreign accents fall away."""
    pattern, places = _letters(str(language.words.get("alphabet", "")))
    spelt, at, text = [], 0, unicodedata.normalize("NFC", text.casefold().replace("’", "'"))
    while at < len(text):
        found = pattern.match(text, at)
        plain = unicodedata.normalize("NFKD", text[at])[0]
        if found:
            spelt.append(found.group())
        elif plain in places or plain.isalnum():
            spelt.append(plain)
        elif spelt and spelt[-1] != " ":
            spelt.append(" ")
        at = found.end() if found else at + 1
    return spelt


def order(text: str, language: Language) -> tuple[tuple[int, str], ...]:
    """A key to sort by: spaces first, then digits, then the letters of the language."""
    places = _letters(str(language.words.get("alphabet", "")))[1]
    return tuple((places.get(letter, 0), letter) for letter in _spell(text, language))


def letter(text: str, language: Language) -> str:
    """The letter under which a reader looks for the text: 'a', 'ñ', or NUMBERS."""
    first = next(iter(_spell(text, language)), "")
    return first if first in _letters(str(language.words.get("alphabet", "")))[1] else NUMBERS


def file_name(letter: str) -> str:
    """The letter as part of an address: 'a', 'n-with-tilde', 'numbers'."""
    if letter == NUMBERS:
        return "numbers"
    signs = (sign if sign.isascii() and sign.isalnum() else "-" + _name(sign) for sign in letter)
    return "".join(signs).strip("-")


def _name(sign: str) -> str:
    name = unicodedata.name(sign, f"sign {ord(sign):x}").lower()
    return re.sub(r"[^a-z0-9]+", "-", name.removeprefix("latin small letter "))
