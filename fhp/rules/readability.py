"""Readability: whether *En breve* is plain, and which of its sentences is the hard one.

Spanish: Szigriszt-Pazos' perspicuity, 206.835 − 62.3·syllables/words − words/sentences (F. Szigriszt Pazos, *Sistemas
predictivos de legilibilidad del mensaje escrito: fórmula de perspicuidad*, Universidad Complutense de Madrid, 1993);
at least 55 is 'normal' on the Inflesz scale (I. Barrio-Cantalejo and others, 2008). English: Flesch's reading ease,
206.835 − 84.6·syllables/words − 1.015·words/sentences (R. Flesch, 'A new readability yardstick', 1948); at least 50.
Our own formulas: `textstat` counts a Spanish syllable wherever a word may be divided at the end of a line, which gave
our briefs up to 7 points more and 4 less than the rules of the Academy do, and for English it downloads a dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fhp.content.library import Library
from fhp.content.pages import Page
from fhp.problems import Problem, problem

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SENTENCE = re.compile(r"[^.!?…]+(?:[.!?…]+|$)")
STRONG, WEAK = "aeoáéóàèòíúìù", "iuüy"
LEAST = {"es": 55.0, "en": 50.0}
FEWEST_WORDS = 12  # of a text that can be judged
SILENT = re.compile(r"(?:[^laeiouy]es|[^aeiouytd]ed|[^aeiouyl]e|[aeiouy]le)$")
INNER = re.compile(r"[aeiouy][^aeiouy]+e(?:ty|ly|ments?|ness|ful|less)$")
PARTED = re.compile(
    r"(?<![tscgx])i[ao]|io(?=us$)(?<!tio)(?<!cio)|iet|^scien|ea$|crea|eo(?!u)(?<!peo)|ua(?!r)|[aeiouy]ing|ism$"
)
SPOKEN_ES = re.compile(r"(?:[sxz]|ch|sh|[cg])es$")


def check_readability(library: Library) -> Iterator[Problem]:
    """The brief of each page is plain enough; the hardest of its sentences is named."""
    for page in library.pages:
        least = LEAST.get(page.language)
        text = page.meta.brief_text
        if least and len(WORD.findall(text)) >= FEWEST_WORDS and score(text, page.language) < least:
            yield _told(page, text, least)


def _told(page: Page, text: str, least: float) -> Problem:
    sentences = [found[0].strip() for found in SENTENCE.finditer(text) if WORD.search(found[0])]
    hardest = min(sentences, key=lambda sentence: score(sentence, page.language))
    found = max(0, round(score(text, page.language)))
    return problem("hard-brief", page.name, page.line("brief"), value=hardest, found=found, limit=round(least))


def score(text: str, code: str) -> float:
    """How easily a text is read, from about 0 to 100."""
    words = WORD.findall(text)
    sentences = [found for found in SENTENCE.finditer(text) if WORD.search(found[0])]
    each, length = 0.0, len(words) / max(len(sentences), 1)
    if words:
        each = sum(count_syllables(word, code) for word in words) / len(words)
    return 206.835 - 62.3 * each - length if code == "es" else 206.835 - 84.6 * each - 1.015 * length


def count_syllables(word: str, code: str) -> int:
    """The syllables of a word as it is said."""
    return _in_spanish(word.lower()) if code == "es" else _in_english(word.lower())


def _in_spanish(word: str) -> int:
    """Two strong vowels part, a weak one joins its neighbour unless it has an accent (RAE, *Ortografía*, 2010)."""
    word = re.sub(r"qu(?=[eiéí])|gu(?=[eiéí])", "q", word)
    count, before = 0, ""
    for place, letter in enumerate(word):
        is_last_y = letter == "y" and place == len(word) - 1
        if letter not in STRONG and not (letter in WEAK and (letter != "y" or is_last_y)):
            before = "" if letter != "h" else before
            continue
        joins = before and (letter in WEAK or before in WEAK)
        count += 0 if joins else 1
        before = letter
    return max(count, 1)


def _in_english(word: str) -> int:
    """Groups of vowels, without the silent e; a rule of thumb that is right for nine words in ten."""
    count = len(re.findall(r"[aeiouyáéíóú]+", word))
    if SILENT.search(word) and not SPOKEN_ES.search(word) and not re.search(r"[^aeiouy]le$", word):
        count -= 1
    count -= 1 if INNER.search(word) else 0
    count += len(PARTED.findall(word))
    return max(count, 1)
