"""Untranslated: a page, or one paragraph of it, that was left in another language of the house.

The small words show it, those that only one language has (`small-words:` in data/words/). A language without such a
list is neither judged nor suspected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fhp.content.languages import Language
from fhp.content.library import Library
from fhp.content.pages import Page
from fhp.problems import Problem, problem
from fhp.text.html import VOID, Token
from fhp.text.rendering import rendered_pages

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"\n]*\"")
APART = {"code", "pre", "kbd", "samp", "em", "i", "q", "cite", "abbr", "sup", "a"}  # names, titles, words of others
BLOCKS = {"p", "li", "dt", "dd", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "figcaption"}
LEAST = 3  # different small words of the other language
MOST = 3  # texts of a page that are told one by one
SHARE = 3  # and so many times as many as of its own


def check_untranslated(library: Library) -> Iterator[Problem]:
    """What a reader reads is in the language of the page."""
    known = {language.code: _small_words(language) for language in library.languages}
    for page in library.pages:
        if known[page.language]:
            texts = _find_texts(library, page)
            found = [(line, text, other) for line, text in texts if (other := _find_other(text, page.language, known))]
            shown = found if len(found) <= MOST else found[:1]
            more = f" (+ {len(found) - 1})" if len(found) > MOST else ""
            for line, text, other in shown:
                name = library.language(other).name
                yield problem("untranslated", page.name, line, value=text, language=name, more=more)


def _small_words(language: Language) -> set[str]:
    return set(str(language.words.get("small-words", "")).split())


def _find_other(text: str, own: str, known: dict[str, set[str]]) -> str:
    """The code of the language that a text is in, where that is plainly not its own; otherwise ''."""
    words = [word[0].lower() + word[1:] for word in WORD.findall(QUOTED.sub(" ", text))]  # 'UN' is no word of Spanish
    for code, small in known.items():
        theirs = {word for word in words if word in small - known[own]}
        ours = {word for word in words if word in known[own] - small}
        if code != own and len(theirs) >= max(LEAST, SHARE * len(ours)):
            return code
    return ""


def _find_texts(library: Library, page: Page) -> Iterator[tuple[int, str]]:
    """Every text of the front matter and every block of the body, with its line."""
    for key, text in page.texts:
        yield page.line(*key), text
    found = rendered_pages(library).get(page.name)
    row, lines = 0, page.body.split("\n")
    for text in _find_blocks(found.tokens, page.language) if found else ():
        words = re.findall(r"\w+", text)[:5]
        row = next((n for n in range(row, len(lines)) if all(word in lines[n] for word in words)), row)
        yield page.body_line + row, " ".join(text.split())


def _find_blocks(tokens: Iterable[Token], language: str) -> Iterator[str]:
    """The text of each block in the order in which they begin, without what is in another language on purpose."""
    around: list[tuple[str, bool]] = []  # each open element, and whether what is inside is left out
    texts: list[str] = []
    for token in tokens:
        if token.kind == "open" and token.tag not in VOID:
            hidden = bool(around and around[-1][1]) or token.tag in APART
            around.append((token.tag, hidden or (token.get("lang") or language) != language))
            texts.extend([""] if token.tag in BLOCKS else [])
        elif token.kind == "close":
            while around and around.pop()[0] != token.tag:
                pass
        elif token.kind == "text" and texts and not (around and around[-1][1]):
            texts[-1] += token.text
    yield from (text for text in texts if text.strip())
