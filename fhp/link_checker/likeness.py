"""How alike two pages are, once what only repeats the question is taken away.

Called by siblings (is this the answer to any address?) and by memory (has it drifted?).
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote

from fhp.link_checker.addresses import Address
from fhp.link_checker.page import Page

LEAST_ALIKE = 0.4
ACCENTS = re.compile(
    "[" + "".join(sign for sign in map(chr, range(0x300, 0x20FF)) if unicodedata.combining(sign)) + "]"
)
NO_LETTER = re.compile(r"[\W_]+")
DIGITS = re.compile(r"\d+")
MOST_WORDS = 2000  # of a page, for its simhash
FREE_WORDS = 2  # pairs of words that two copies of one error page may differ by


def plain(text: str) -> str:
    """Small letters without accents, signs as spaces: 'Acción!' is 'accion'."""
    spread = unicodedata.normalize("NFKD", text).casefold()
    return NO_LETTER.sub(" ", spread if spread.isascii() else ACCENTS.sub("", spread)).strip()


def content_words(page: Page, asked: Iterable[Address]) -> list[str]:
    """The page's words, without those of the addresses asked: error pages repeat them."""
    return without_echo(f"{page.title} {page.text}", asked)


def face(page: Page, asked: Iterable[Address]) -> list[str]:
    """What a reader sees first: the title and the first heading."""
    return without_echo(" ".join([page.title, *page.headings[:1]]), asked)


def without_echo(text: str, asked: Iterable[Address]) -> list[str]:
    questions = " ".join(f"{address.path} {address.query}" for address in asked)
    echoed = set(plain(unquote(questions)).split())
    kept = (word for word in plain(text).split() if word not in echoed and not is_token(word))
    return [word if word.isalpha() else DIGITS.sub("0", word) for word in kept]


def is_token(word: str) -> bool:
    """Request numbers and dates are new in every answer."""
    return len(word) >= 6 and not word.isalpha() and sum(map(str.isdigit, word)) * 3 >= len(word)


def pairs(words: list[str]) -> set[tuple[str, str]]:
    return set(zip(["", *words], [*words, ""], strict=True))


def is_same_answer(page: list[str], one: list[str], two: list[str], same_face: bool = False) -> bool:
    """Whether `page` differs from two answers to invented addresses no more than these do.

    The two tell how much an error page changes by itself (suggestions, quotations, the hour).
    """
    mine, first, second = pairs(page), pairs(one), pairs(two)
    noise = max(len(first - second), len(second - first))
    news = min(len(mine - first), len(mine - second))
    shared = len(mine & (first | second)) / max(1, len(mine))
    alike = len(first & second) / max(1, min(len(first), len(second)))
    # Two answers with little in common are no error page to compare with, unless their heads are one.
    return (
        alike >= (LEAST_ALIKE / 2 if same_face else LEAST_ALIKE)
        and news <= noise * 1.25 + FREE_WORDS
        and shared >= min(0.9, alike * 0.8)
    )


def fingerprint(page: Page) -> str:
    """The simhash of a page's text by pairs of words: two texts of one trade share their words, not their pairs."""
    words = content_words(page, ())[: MOST_WORDS - 1]
    return simhash([f"{one} {two}" for one, two in pairs(words)] if words else [])


def simhash(words: list[str]) -> str:
    """64 bits that change little when a text changes little (Charikar 2002), as hex digits."""
    weights = [0] * 64
    for word in set(words[:MOST_WORDS]):
        number = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")
        for bit in range(64):
            weights[bit] += 1 if number >> bit & 1 else -1
    return f"{sum(1 << bit for bit in range(64) if weights[bit] > 0):016x}"


def distance(one: str, two: str) -> int:
    """Bits in which two simhashes differ: about 32 for strangers, under 12 for versions of one text."""
    return (int(one, 16) ^ int(two, 16)).bit_count()
