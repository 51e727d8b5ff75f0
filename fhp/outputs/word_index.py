"""Word index: which entries a word leads to, how strongly, and at which heading; for search, in any language.

Words are folded so that accents, case and plurals do not matter; overrides/assets/search.js folds a reader's words
in the same way, so a change here is a change there. No language has rules of its own.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from fhp.text.passages import Passage

BETWEEN = re.compile("[^a-z0-9_]+")  # after folding, what JavaScript calls \W
MARKS = re.compile("[\u0300-\u036f]")
ENDING = re.compile("^(.{3,}?)(?:e?s)*e?$")  # casas, redes, países, houses: as their singular
SHORT = re.compile(r"\(([^)]*)\)\s*$")
COMMON = 0.5  # a word on more than this share of the entries tells nothing, unless a name ends in it
FEW = 20  # entries, below which nothing can be said of what is common
TITLE, LEAD = 1.5, 0.5  # what a word weighs there, where running text gives at most 1
HEADING, DESCRIPTION = 3, 2  # how many times a word counts there
STEPS, BASE = 16, 1.3  # an impact is one of 16 steps, each 1.3 times the one before: four bits
BEST = 400  # entries kept for a word


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
    """Where a word is: the number of the entry, of the passage in it, and the step of its impact, 0 to 15."""

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


@lru_cache(maxsize=100_000)  # measured: texts repeat their words, and this halves the time of the whole index
def stem(word: str) -> str:
    """A folded word without the ending of a plural, and with the letter that a plural turns: vez, veces → vec."""
    return re.sub("z$", "c", re.sub("y$", "i", ENDING.sub(r"\1", word)))


def build_index(entries: list[Entry]) -> WordIndex:
    """Weighs every word of every entry; linear in the length of the texts."""
    counts = [_count(entry) for entry in entries]
    lengths = [sum(count for count, _ in words.values()) for words in counts]
    spread = Counter(word for words in counts for word in words)
    usual = sum(lengths) / max(len(lengths), 1)
    found: dict[str, list[tuple[float, int, int]]] = {}
    for number, entry in enumerate(entries):
        names, leads = find_words(entry.title), set(find_words(entry.leads))
        short = find_words(" ".join(SHORT.findall(entry.title)))  # 'IM-Defensoras', at the end of a long name
        for word, (count, passage) in counts[number].items():
            # BM25 (Robertson and Zaragoza 2009), with names beside the text: a long page is no less what it is called
            rarity = math.log(1 + (len(entries) - spread[word] + 0.5) / (spread[word] + 0.5))
            weight = count / (count + 1 + lengths[number] / usual)
            own = short if word in short else names
            weight += (word in names) * TITLE / math.sqrt(len(own) or 1) + (word in leads) * LEAD
            found.setdefault(word, []).append((entry.rank * rarity * weight, number, 0 if word in names else passage))
    top = max((impact for places in found.values() for impact, _, _ in places), default=1.0)
    long = [words for words, length in zip(counts, lengths, strict=True) if length >= usual]
    postings = {word: _best(places, top) for word, places in sorted(found.items())}
    return WordIndex(postings, _common(entries, long))


def _best(places: list[tuple[float, int, int]], top: float) -> list[Posting]:
    best = sorted(places, key=lambda place: (-place[0], place[1]))[:BEST]
    postings = (Posting(number, passage, max(0, STEPS - 1 + round(math.log(impact / top, BASE))))
                for impact, number, passage in best)  # fmt: skip
    return sorted(postings, key=lambda posting: posting.entry)


def _common(entries: list[Entry], texts: list[dict[str, tuple[int, int]]]) -> list[str]:
    """Words found in most of the texts: those that hold a sentence together, which no name or title ends in."""
    spread = Counter(word for words in texts for word in words)
    limit = max(len(texts), FEW) * COMMON
    ends = {words[-1] for entry in entries if (words := find_words(entry.title))}
    return sorted(word for word, count in spread.items() if count > limit and word not in ends)


def _count(entry: Entry) -> dict[str, tuple[int, int]]:
    """Maps each word of the entry to how often it counts and to the passage that says it most, the first of equals."""
    total = Counter(find_words(f"{entry.title} {entry.leads}") + find_words(entry.description) * DESCRIPTION)
    best: dict[str, tuple[int, int]] = {}
    for number, passage in enumerate(entry.passages):
        here = Counter(find_words(passage.text) + find_words(passage.heading) * HEADING)
        total.update(here)
        for word, count in here.items():
            best[word] = max(best.get(word, (0, 0)), (count, -number))
    return {word: (count, -best.get(word, (0, 0))[1]) for word, count in total.items()}
