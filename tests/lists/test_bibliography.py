"""The bibliography: every publication with what it is good for and who cites it, and the same as BibTeX."""

import re
from pathlib import Path

import html5lib
import pytest
import yaml
from conftest import ROOT, make_tiny_site, run
from pybtex.database import parse_bytes
from pybtex.richtext import Text
from shelves import add_lists, change, read_library

from fhp.content.library import load_library
from fhp.lists.bibliography import render_bibliography, render_bibtex


@pytest.fixture(scope="module")
def listed(tmp_path_factory, build_site) -> Path:
    library = add_lists(make_tiny_site(tmp_path_factory.mktemp("bibliography") / "library"))
    change(library / "resources.yaml", "title: {es: Segundo informe, en: Second report}",
           "title: {es: Segundo informe, en: Second report}\n    own_title: [en]\n    body_inferred: true")  # fmt: skip
    return build_site(library)


def read(site: Path, page: str) -> str:
    return (site / page / "index.html").read_text(encoding="utf-8")


def entry(html: str, publication: str) -> str:
    """The part of the page that describes one publication."""
    return re.search(rf'<dt id="{publication}">.*?(?=<dt |</dl>)', html, re.DOTALL)[0]


def test_an_entry_says_what_it_is_good_for_its_language_and_whether_it_is_free(listed: Path):
    text = entry(read(listed, "library/bibliography"), "small-book")
    for words in ("El cuidado.", "español, inglés", "Gratuito", "Libro", "https://small-book.org/book"):
        assert words in text, words
    assert "Care." in entry(read(listed, "en/library/bibliography"), "small-book")


def test_an_entry_leads_to_the_pages_that_cite_it(listed: Path):
    assert 'href="../../strategies/networks/"' in entry(read(listed, "library/bibliography"), "small-book")


def test_what_is_ours_or_inferred_is_said_and_the_original_title_given_in_its_language(listed: Path):
    text = entry(read(listed, "en/library/bibliography"), "second-report")
    assert '<cite lang="es">Segundo informe</cite>' in text
    assert "Title translated by this library" in text and "Language: Spanish" in text
    assert "Our attribution" in text
    assert "<cite" not in entry(read(listed, "library/bibliography"), "second-report")


def test_a_footnote_leads_to_the_entry_from_any_depth(listed: Path):
    assert 'href="../../library/bibliography/#small-book"' in read(listed, "strategies/networks")
    assert 'href="../../library/bibliography/#small-book"' in read(listed, "en/strategies/networks")
    assert "bibliography:" not in read(listed, "strategies/networks")


def test_without_a_bibliography_a_footnote_stands_alone(tiny_built: Path):
    assert (
        "bibliography"
        not in re.search(r'<div class="footnote">.*?</div>', read(tiny_built, "strategies/networks"), re.DOTALL)[0]
    )


def test_the_page_is_valid_html_with_each_anchor_once(listed: Path):
    html = read(listed, "library/bibliography")
    html5lib.HTMLParser(strict=True).parse(html)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("code", "path"), [("es", "library/bibliography"), ("en", "en/library/bibliography")])
def test_the_download_is_read_by_a_bibtex_library_in_each_language(listed: Path, code: str, path: str):
    file = listed / f"{path}.bib"
    assert f'href="../{file.name}"' in read(listed, path).replace('href="./', 'href="')
    found = parse_bytes(file.read_bytes(), "bibtex")
    publications = yaml.safe_load((ROOT / "tests/tiny/resources.yaml").read_text(encoding="utf-8"))["publications"]
    assert [*found.entries] == [item["id"] for item in publications]
    for item in publications:
        assert str(Text.from_latex(found.entries[item["id"]].fields["title"])) == item["title"][code]
    assert found.entries["small-book"].type == "book" and found.entries["small-book"].fields["year"] == "2022"


def test_every_real_entry_survives_bibtex_with_its_accents_and_its_address():
    library, _ = load_library(ROOT)
    for language in library.languages:
        found = parse_bytes(render_bibtex(library.editions[language.code]).encode(), "bibtex")
        assert found.entries.keys() == library.resources.publications.keys()
        for publication in library.resources.publications.values():
            fields = found.entries[publication.id].fields
            title = publication.title[language.code].replace('"', "”")
            assert str(Text.from_latex(fields["title"])) == title
            assert fields.get("url") == publication.url
            names = [
                str(Text.from_latex(str(name))) for name in found.entries[publication.id].persons.get("author", [])
            ]
            assert len(names) == (len(publication.authors) or bool(publication.body))


def test_no_sign_of_an_editor_breaks_out_of_its_field_or_of_the_page(tiny_site: Path):
    evil = r'A "title" with {braces, \\input{x}, 100% & <b>, @article{evil, title="x"}'
    add_lists(tiny_site)
    change(tiny_site / "resources.yaml", "en: Small book}", f"en: '{evil}'}}")
    library = read_library(tiny_site)
    found = parse_bytes(render_bibtex(library.editions["en"]).encode(), "bibtex")
    assert [*found.entries] == ["second-report", "small-book"]
    assert "<b>" not in render_bibliography(library.editions["en"], "library/bibliography.md")


def test_a_scheme_of_our_own_is_no_link(tiny_site: Path):
    """`fhp check` and the build say so at the same line; there was a KeyError once."""
    page = tiny_site / "docs/es/strategies/accompaniment.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[x](bibliography:no-existe)\n", encoding="utf-8")
    line = page.read_text(encoding="utf-8").count("\n")
    for command in (("fhp.cli", "check"), ("mkdocs", "build")):
        done = run(*command, cwd=tiny_site)
        assert done.returncode == 1 and "Traceback" not in done.stdout
        assert f"docs/es/strategies/accompaniment.md:{line}: " in done.stdout
