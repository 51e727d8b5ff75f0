"""The glossary, and the first use of a term in a page linked to it."""

import re
from pathlib import Path

import html5lib
import pytest
from conftest import make_tiny_site
from shelves import add_lists, change, change_data, read_library

from fhp.lists.first_uses import MOST, link_first_uses

TERMS = [
    {
        "id": "acuerpar",
        "term": {"es": "acuerpar", "en": "embodied solidarity"},
        "plain": {"es": "Poner.", "en": "To put."},
        "variants": {"es": ["acuerparse", "dar el cuerpo"], "en": []},
        "attested": {"es": True, "en": False},
        "sources": ["small-book"],
        "related": ["networks"],
        "confidence": "medium",
    },
    {
        "id": "care",
        "term": {"es": "cuidado", "en": "care"},
        "plain": {"es": "Lo que sostiene.", "en": "What sustains."},
        "attested": {"es": True, "en": True},
        "sources": ["small-book"],
        "related": ["pillar-care"],
        "confidence": "high",
        "link": {"en": False},
    },
    {
        "id": "collective-care",
        "term": {"es": "cuidado colectivo (CC)", "en": "collective care"},
        "plain": {"es": "Entre todas.", "en": "All of us."},
        "variants": {"es": ["CC"], "en": []},
        "attested": {"es": True, "en": True},
        "sources": ["small-book"],
        "confidence": "high",
    },
]


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Path:
    root = add_lists(make_tiny_site(tmp_path_factory.mktemp("terms") / "library"))
    change_data(root / "data/glossary.yaml", entries=TERMS)
    return root


@pytest.fixture(scope="module")
def listed(library, build_site) -> Path:
    return build_site(library)


def read(site: Path, page: str) -> str:
    return (site / page / "index.html").read_text(encoding="utf-8")


def linked(root: Path, html: str, path: str = "news/meeting.md", code: str = "es") -> list[str]:
    """The terms that a page with that text would link, in order."""
    library = read_library(root)
    result = link_first_uses(library.editions[code], library.at(code, path), html)
    assert re.sub(r'<a class="term"[^>]*>(.*?)</a>', r"\1", result) == html, "nothing but links was added"
    return re.findall(r'<a class="term" href="[^"#]*#([a-z0-9-]+)"', result)


def test_an_entry_gives_the_other_language_marked_as_such_and_says_what_is_our_translation(listed: Path):
    html = read(listed, "library/glossary")
    entry = re.search(r'<dt id="acuerpar">.*?(?=<dt )', html, re.DOTALL)[0]
    assert '<dd>Inglés: <span lang="en">embodied solidarity</span> (traducción nuestra)</dd>' in entry
    assert "<dd>Poner.</dd>" in entry and "También: acuerparse, dar el cuerpo" in entry
    assert 'href="../bibliography/#small-book"' in entry and 'href="../../strategies/networks/"' in entry
    assert '<dt id="acuerpar">embodied solidarity (our translation)</dt>' in read(listed, "en/library/glossary")


def test_entries_stand_in_the_order_of_each_language(listed: Path):
    assert re.findall(r'<dt id="([^"]+)"', read(listed, "library/glossary")) == ["acuerpar", "care", "collective-care"]
    assert re.findall(r'<dt id="([^"]+)"', read(listed, "en/library/glossary")) == [
        "care",
        "collective-care",
        "acuerpar",
    ]


def test_the_page_is_valid_html(listed: Path):
    html5lib.HTMLParser(strict=True).parse(read(listed, "library/glossary"))


def test_a_page_leads_to_the_glossary_from_its_text_and_from_its_ties(listed: Path):
    html = read(listed, "dialogues/talk")
    assert '<a class="term" href="../../library/glossary/#care">cuidado</a>' in html
    assert 'href="../../library/glossary/#acuerpar"' in read(listed, "strategies/networks")


def test_only_the_first_use_is_linked_and_the_longer_term_wins(library: Path):
    assert linked(library, "<p>El cuidado colectivo es cuidado; el cuidado colectivo.</p>") == [
        "collective-care",
        "care",
    ]


def test_variants_of_several_words_and_initials_are_terms_and_everyday_words_are_not(library: Path):
    assert linked(library, "<p>Dar el cuerpo y el CC.</p>") == ["acuerpar", "collective-care"]
    assert linked(library, "<p>Acuerparse.</p>") == []


def test_a_part_of_a_word_is_no_term(library: Path):
    assert linked(library, "<p>descuidado, cuidadosa, auto-cuidado</p>") == []


@pytest.mark.parametrize(
    "html",
    [
        "<h2>cuidado</h2>",
        '<p><a href="x">el cuidado</a></p>',
        "<p><code>cuidado</code></p>",
        "<pre><code>cuidado</code></pre>",
        "<p><em>El cuidado</em></p>",
        "<ul><li><strong>Cuidado.</strong></li></ul>",
        '<p lang="en">cuidado</p>',
        "<table><tr><td><p>cuidado</p></td></tr></table>",
        '<div class="footnote"><ol><li><p>cuidado</p></li></ol></div>',
        "<!--made--><p>cuidado</p><!--/made-->",
        '<div class="pages"><ul><li>cuidado</li></ul></div>',
        "<dl><dd>cuidado</dd></dl>",
        '<p title="cuidado">nada</p>',
        "<!-- <p>cuidado</p> -->",
        "<p>nada<br>nada</p>cuidado",
    ],
)
def test_nothing_is_linked_but_prose(library: Path, html: str):
    assert linked(library, html) == []


def test_prose_after_what_is_closed_is_open_again(library: Path):
    html = '<h2>x</h2><!--made--><p>x</p><!--/made--><p><em>x</em> <img src="x"><br> cuidado</p>'
    assert linked(library, html) == ["care"]


def test_an_everyday_word_of_one_language_is_left_alone_there(library: Path):
    assert linked(library, "<p>Care and collective care.</p>", code="en") == ["collective-care"]


def test_a_page_does_not_link_what_it_explains_itself(library: Path):
    assert linked(library, "<p>acuerpar, cuidado</p>", "strategies/networks.md") == ["care"]
    assert linked(library, "<p>acuerpar, cuidado</p>", "framework/pillars/care.md") == ["acuerpar"]


def test_a_page_is_not_cluttered(tiny_site: Path):
    terms = [
        TERMS[2] | {"id": f"term-{n}", "term": {"es": f"palabra{n}x", "en": f"word{n}x"}, "variants": {}}
        for n in range(9)
    ]
    add_lists(tiny_site)
    change_data(tiny_site / "data/glossary.yaml", entries=terms)
    found = linked(tiny_site, "<p>" + " ".join(f"palabra{n}x" for n in range(9)) + "</p>")
    assert found == [f"term-{n}" for n in range(MOST)]


def test_without_a_glossary_nothing_is_linked(tiny_site: Path):
    change(tiny_site / "data/glossary.yaml", "cuidado", "cuidado")
    assert linked(tiny_site, "<p>cuidado</p>") == []
