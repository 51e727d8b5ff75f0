"""Glossary list: the glossary as readers see it.

The list stands where a page says `<!-- list: glossary -->`.
"""

from __future__ import annotations

from fhp.content.glossary import Term
from fhp.content.library import Edition
from fhp.text.long_lists import glossary, part_links, render_letters
from fhp.text.markdown import capital, definition, escape
from fhp.text.references import links_to


def render_glossary(edition: Edition, path: str) -> str:
    """The glossary, or the letter of it that stands at `path`, as a definition list in Markdown."""
    parts = glossary(edition)
    part = next((part for part in parts if part.path == path), None)
    top = [render_letters(edition, part_links(edition, parts))] if len(parts) > 1 else []
    terms = {term.id: term for term in edition.library.glossary}
    entries = [_entry(edition, terms[item.id]) for item in part.items] if part else []
    return "\n\n".join(top + entries)


def _entry(edition: Edition, term: Term) -> str:
    """The term, what other languages call it, what it means, how else it is said, where it is from."""
    code = edition.code
    lines = [_others(edition, term), escape(term.plain[code])]
    if term.variants.get(code):
        variants = ", ".join(escape(variant) for variant in term.variants[code])
        lines.append(edition.word("glossary", "also").format(variants=variants) + ".")
    for key, ids in (("sources", term.sources), ("related", term.related)):
        links = links_to(edition, ids)
        if links:
            lines.append(f"{edition.word('lists', key)}: {'; '.join(links)}")
    if term.confidence != "high":
        word = edition.word("confidence", term.confidence).lower()
        lines.append(edition.word("glossary", "uncertain").format(confidence=word) + ".")
    return definition(escape(term.term[code]) + _own(edition, term, code), term.id, lines)


def _others(edition: Edition, term: Term) -> str:
    """The term in every other language, marked as spoken in it."""
    return "; ".join(
        f'{capital(edition.spoken(other.code))}: <span lang="{other.code}">'
        f"{escape(term.term[other.code])}</span>{_own(edition, term, other.code)}"
        for other in edition.library.languages if other.code != edition.code
    )  # fmt: skip


def _own(edition: Edition, term: Term, code: str) -> str:
    return "" if term.attested.get(code, True) else f" ({edition.word('glossary', 'own')})"
