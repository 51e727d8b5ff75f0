"""Word index: which entries a word leads to, how strongly, and at which heading; for search, in any language.

Words are folded so that accents, case and plurals do not matter; overrides/assets/search.js folds a reader's words
in the same way, so a change here is a change there. No language has rules of its own.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from fhp.passages import Passage

BETWEEN = re.compile("[^a-z0-9_]+")  # after folding, what JavaScript calls \W
MARKS = re.compile("[\u0300-\u036f]")
ENDING = re.compile("^(.{3,}?)(?:e?s)*e?$")  # casas, redes, países, houses: as their singular
COMMON = 0.5  # a word on more than this share of the entries tells nothing, unless a name ends in it
FEW = 20  # entries, below which nothing can be said of what is common
TITLE, LEAD, HEADING = 8.0, 4.0, 3.0  # how much more a word weighs there than in running text
STEPS, BASE = 8, 1.5  # an impact is one of 8 steps, each 1.5 times the one before
BEST = 120  # entries kept for a word


@dataclass(frozen=True)
class Entry:
    """Something to be found: `url` below the language's root, `leads` further words that must lead here.

    `rank` multiplies what its words weigh. The first passage is what stands before any heading.
    """

    url: str
    title: str
    description: str
    passages: tuple[Passage, ...] = field(repr=False)
    leads: str = ""
    rank: float = 1.0


@dataclass(frozen=True)
class Posting:
    """Where a word is: the number of the entry, of the passage in it, and the step of its impact, 0 to 7."""

    entry: int
    passage: int
    step: int


@dataclass(frozen=True)
class WordIndex:
    """`postings` maps a word to its places in the order of the entries; `common` words tell nothing by themselves."""

    postings: dict[str, list[Posting]] = field(repr=False)
    common: list[str]


def find_words(text: str) -> list[str]:
    """The words of a text as the index knows them."""
    plain = MARKS.sub("", unicodedata.normalize("NFD", text.lower()))
    return [stem(word) for word in BETWEEN.split(plain) if word]


def stem(word: str) -> str:
    """A folded word without the ending of a plural, and with the letter that a plural turns: vez, veces → vec."""
    return re.sub("z$", "c", re.sub("y$", "i", ENDING.sub(r"\1", word)))


def build_index(entries: list[Entry]) -> WordIndex:
    """Weighs every word of every entry; linear in the length of the texts."""
    counts = [_weigh(entry) for entry in entries]
    spread = Counter(word for words in counts for word in words)
    found: dict[str, list[tuple[float, int, int]]] = {}
    usual = sum(map(_length, counts)) / max(len(counts), 1)
    for number, (entry, words) in enumerate(zip(entries, counts, strict=True)):
        stretch = 0.6 + 0.6 * _length(words) / usual
        for word, (weight, passage) in words.items():
            rarity = math.log(1 + (len(entries) - spread[word] + 0.5) / (spread[word] + 0.5))
            impact = entry.rank * rarity * weight / (weight + 2 * stretch)  # BM25, Robertson and Zaragoza 2009
            found.setdefault(word, []).append((impact, number, passage))
    top = max((impact for places in found.values() for impact, _, _ in places), default=1.0)
    return WordIndex({word: _best(places, top) for word, places in sorted(found.items())}, _common(entries, counts))


def _best(places: list[tuple[float, int, int]], top: float) -> list[Posting]:
    best = sorted(places, key=lambda place: (-place[0], place[1]))[:BEST]
    postings = (Posting(number, passage, max(0, STEPS - 1 + round(math.log(impact / top, BASE))))
                for impact, number, passage in best)  # fmt: skip
    return sorted(postings, key=lambda posting: posting.entry)


def _common(entries: list[Entry], counts: list[dict[str, tuple[float, int]]]) -> list[str]:
    """Words found in most of the longer texts: those that hold a sentence together, which no name or title ends in."""
    usual = sum(map(_length, counts)) / max(len(counts), 1)
    long = [words for words in counts if _length(words) >= usual]
    spread = Counter(word for words in long for word in words)
    limit = max(len(long), FEW) * COMMON
    ends = {words[-1] for entry in entries if (words := find_words(entry.title))}
    return sorted(word for word, count in spread.items() if count > limit and word not in ends)


def _length(words: dict[str, tuple[float, int]]) -> float:
    return sum(weight for weight, _ in words.values())


def _weigh(entry: Entry) -> dict[str, tuple[float, int]]:
    """Maps each word of the entry to its weight in it and to the passage that says most of it."""
    total: Counter[str] = Counter()
    best: dict[str, tuple[float, int]] = {}
    for number, passage in enumerate(entry.passages):
        here: Counter[str] = Counter(find_words(passage.text))
        for word in find_words(passage.heading):
            here[word] += HEADING  # type: ignore[assignment]  # a Counter adds weights as well as counts
        for word, weight in here.items():
            total[word] += weight
            best[word] = max(best.get(word, (0.0, 0)), (float(weight), -number))
    for text, weight in ((entry.title, TITLE), (entry.description, LEAD), (entry.leads, LEAD)):
        for word in set(find_words(text)):
            total[word] += weight  # type: ignore[assignment]
    titled = set(find_words(entry.title))
    return {word: (weight, 0 if word in titled else -best.get(word, (0.0, 0))[1]) for word, weight in total.items()}
