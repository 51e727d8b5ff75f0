"""Citations: a page names its sources, all of them and no others; each becomes a footnote in its language."""

import re
from pathlib import Path

import pytest
from conftest import ROOT, run
from shelves import change

from fhp.check import check
from fhp.content.pages import TYPES, Sourced
from fhp.text.citations import footnote_id

PAGE = "docs/es/strategies/networks.md"


def rules(library: Path, name: str = PAGE) -> list[tuple[str, int]]:
    """The rules broken in a file, with their lines."""
    return [(found.rule, found.line) for found in check(library)[1] if found.path == name and not found.is_notice]


def test_a_page_without_a_source_fails(tiny_site: Path):
    change(tiny_site / PAGE, "sources: [small-book]", "sources: []")
    assert ("wrong-value", 10) in rules(tiny_site)
    assert run("fhp.cli", "check", cwd=tiny_site).returncode == 1


def test_a_page_that_leaves_its_sources_out_fails(tiny_site: Path):
    change(tiny_site / PAGE, "sources: [small-book]\n", "")
    assert "missing-key" in [rule for rule, _ in rules(tiny_site)]


@pytest.mark.parametrize("kind", ["strategy", "pillar", "principle", "concept", "case", "dialogue", "news", "tool"])
def test_every_type_that_states_facts_must_have_a_source(kind: str):
    assert issubclass(TYPES[kind], Sourced)


def test_citing_what_is_not_there_fails_with_the_line_and_the_nearest(tiny_site: Path):
    change(tiny_site / PAGE, "Las redes salvan[^small-book: p. 27].", "Las redes salvan[^small-book]. Dos[^smal-book].")
    assert rules(tiny_site) == [("unknown-source", 14)]
    assert "¿Querías decir 'small-book'?" in run("fhp.cli", "check", cwd=tiny_site).stdout


def test_citing_without_listing_fails(tiny_site: Path):
    change(tiny_site / PAGE, "Las redes salvan[", "Las redes salvan[^second-report][")
    assert rules(tiny_site) == [("source-not-listed", 14)]


def test_listing_without_citing_fails(tiny_site: Path):
    change(tiny_site / PAGE, "sources: [small-book]", "sources: [small-book, second-report]")
    assert ("source-not-cited", 10) in rules(tiny_site)


def test_a_citation_in_code_is_none(tiny_site: Path):
    change(tiny_site / PAGE, "Porque nadie", "`[^no-such]`\n\n```\n[^no-such]\n```\n\nPorque nadie")
    assert rules(tiny_site) == []


def test_a_footnote_of_the_page_itself_is_no_citation_and_not_the_pages_to_write(tiny_site: Path):
    change(tiny_site / PAGE, "Porque nadie se salva sola.", "Porque nadie[^own].\n\n[^own]: Una nota.")
    assert [rule for rule, _ in rules(tiny_site)] == ["own-note"]


def test_a_citation_becomes_a_footnote_with_its_place_in_the_language_of_the_page(tiny_built: Path):
    spanish = (tiny_built / "strategies/networks/index.html").read_text(encoding="utf-8")
    english = (tiny_built / "en/strategies/networks/index.html").read_text(encoding="utf-8")
    assert 'id="fn:small-book_p-27-' in spanish and 'id="fn:small-book_p-27-' in english
    assert "Libro pequeño" in spanish and "Small book" in english and "[^" not in spanish + english
    assert re.search(r"Libro pequeño</(?:em|a)>.*?2022.*?p\. 27\.", spanish, re.DOTALL)


def test_two_places_of_one_source_are_two_notes_and_one_place_twice_is_one(tiny_site: Path, build_site):
    text = "Una[^small-book: p. 1]. Otra[^small-book: p. 2]. Otra[^small-book: p. 2]."
    change(tiny_site / PAGE, "Porque nadie se salva sola.", text)
    html = (build_site(tiny_site) / "strategies/networks/index.html").read_text(encoding="utf-8")
    assert len(re.findall(r'<li id="fn:small-book', html)) == 3


def test_the_real_library_names_all_its_sources_and_no_others():
    wrong = [found for found in check(ROOT)[1] if found.rule in
             ("unknown-source", "source-not-listed", "source-not-cited")]  # fmt: skip
    assert wrong == []


def test_each_place_has_a_note_of_its_own():
    places = [None, "p. 12", "p. 1–2", "p. 1-2", "p. 1, 2", "p. 2-7", "p. 2, 7", "§ 3", "¶ 3", "note 3", "nota 3",
              "notas 3 y 4", "Nota 3", "p 12", "p.12", "página 3", "pagina 3", "3", "3 a", "3a", "第 3",
              "第 4"]  # fmt: skip
    ids = [footnote_id(publication, place) for publication in ("a", "a-p", "a-p-12") for place in places]
    assert len(ids) == len(set(ids)) and all(re.fullmatch(r"[a-z0-9_-]+", one) for one in ids)
    assert footnote_id("pact-2022", "note 27") == "pact-2022_note-27"
