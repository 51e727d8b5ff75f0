"""The light theme: every Markdown feature in valid HTML without inline style, and what each page carries."""

import re
from pathlib import Path

import html5lib
import pytest


@pytest.fixture(scope="module")
def features(features_built: Path) -> str:
    return (features_built / "framework/features/index.html").read_text(encoding="utf-8")


def test_every_feature_is_there_without_inline_style(features):
    for mark in ('class="admonition note"', "<details", 'class="tabbed-set', "<table>", 'class="footnote"', "<dl>",
                 'class="task-list-item"', 'class="grid cards"', "<abbr title", "<blockquote>", "<pre"):  # fmt: skip
        assert mark in features, mark
    assert " style=" not in features
    assert '<th class="right">' in features and '<td class="center">' in features


def test_the_page_of_all_features_is_valid(features):
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(features)


def test_citations_become_notes_with_lawful_ids_and_code_is_left_alone(features):
    assert 'id="fn:small-book_p-27-' in features
    assert "Un bloque de código con [^small-book] que se queda como está." in features
    assert "<code>[^small-book]</code>" in features
    assert re.search(r"<em>Libro pequeño</em>.*?\. 2022, p\. 27\. <a", features)
    assert 'id="fn:second-report"' in features and 'id="fn:second-report_notas-5-y-6"' in features
    assert features.count("[^") == 2
    assert "Volver a la nota 1 en el texto" in features


def test_markup_in_data_is_shown_as_text(tiny_site: Path, build_site):
    path = tiny_site / "resources.yaml"
    evil = "<script>alert(1)</script><b>Libro</b>"
    path.write_text(path.read_text(encoding="utf-8").replace("es: Libro pequeño", f"es: '{evil}'"), encoding="utf-8")
    site = build_site(tiny_site)
    for page in site.rglob("*.html"):
        assert "<script>alert" not in page.read_text(encoding="utf-8"), page


def test_a_page_names_its_path_its_neighbours_and_its_ties_from_both_ends(tiny_built: Path):
    networks = (tiny_built / "strategies/networks/index.html").read_text(encoding="utf-8")
    pillar = (tiny_built / "framework/pillars/care/index.html").read_text(encoding="utf-8")
    assert 'href="../">Estrategias</a>' in networks
    assert 'aria-current="page">Redes</a>' in networks
    assert 'href="../../framework/pillars/care/"' in networks
    assert 'href="../../../strategies/networks/"' in pillar
    accompaniment = (tiny_built / "strategies/accompaniment/index.html").read_text(encoding="utf-8")
    assert 'rel="prev" href="../"' in accompaniment and 'rel="next" href="../networks/"' in accompaniment


def test_the_article_comes_before_the_navigation(tiny_built: Path):
    html = (tiny_built / "strategies/networks/index.html").read_text(encoding="utf-8")
    assert html.index("<article") < html.index('<nav class="menu"')


def test_the_edit_link_needs_no_repository_and_is_absent_without_an_address(tiny_site: Path, build_site):
    page = "en/strategies/networks/index.html"
    assert 'class="edit"' not in (build_site(tiny_site) / page).read_text(encoding="utf-8")
    site = build_site(tiny_site, EDIT_URL="https://red.example.net/edit/main/docs/")
    html = (site / page).read_text(encoding="utf-8")
    assert 'href="https://red.example.net/edit/main/docs/en/strategies/networks.md"' in html


def test_the_front_door_shows_only_doors_that_lead_somewhere(tiny_site: Path, build_site):
    html = (build_site(tiny_site) / "index.html").read_text(encoding="utf-8")
    assert 'href="framework/"' in html and 'href="cases/"' not in html
    assert not re.search(r"<ul>\s*</ul>", html[html.index("<article") : html.index("</article>")])


def test_the_menu_stays_bounded(tiny_site: Path, build_site):
    for number in range(40):
        for code in ("es", "en"):
            page = (tiny_site / f"docs/{code}/strategies/accompaniment.md").read_text(encoding="utf-8")
            page = page.replace("id: accompaniment", f"id: s{number}").replace("title: ", f"title: {number} ")
            (tiny_site / f"docs/{code}/strategies/s{number}.md").write_text(page, encoding="utf-8")
    settings = tiny_site / "mkdocs.yml"
    nav = "".join(f"  - strategies/s{number}.md\n" for number in range(40))
    text = settings.read_text(encoding="utf-8").replace(
        "  - strategies/networks.md\n", "  - strategies/networks.md\n" + nav
    )
    settings.write_text(text, encoding="utf-8")
    html = (build_site(tiny_site) / "strategies/s20/index.html").read_text(encoding="utf-8")
    menu = html[html.index('<nav class="menu"') :]
    assert menu.count("<li>") < 30 and "20 Acompañamiento" in menu
