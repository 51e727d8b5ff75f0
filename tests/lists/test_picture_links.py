"""Pictures on a page: a link with the weight, in the words of each language, and nothing that loads by itself."""

import re
from pathlib import Path

import pytest
from conftest import served
from pictures import PDF, SVG, add_picture

PAGES = {"es": "strategies/accompaniment", "en": "en/strategies/accompaniment"}


@pytest.fixture
def site(tiny_site: Path, build_site) -> Path:
    add_picture(tiny_site, "pictures/weaving.svg", SVG)
    return build_site(add_picture(tiny_site, "pictures/leaflet.pdf", PDF + b"%" * 48_000))


def shown(site: Path, page: str) -> str:
    html = (site / page / "index.html").read_text(encoding="utf-8")
    assert "<img" not in html
    return re.sub(r"\s+", " ", re.search(r"<article.*</article>", html, re.DOTALL)[0])


def test_both_languages_lead_to_the_same_files_in_their_own_words(site: Path):
    spanish, english = (shown(site, page) for page in PAGES.values())
    assert "Ver imagen, 173 B</a> <span>Cuatro hilos que se cruzan. Licencia: CC BY-SA 4.0</span>" in spanish
    assert "Abrir folleto (PDF), 49 KB</a>" in spanish
    assert "See picture, 173 B</a> <span>Four threads that cross. Licence: CC BY-SA 4.0</span>" in english
    for page, html in zip(PAGES.values(), (spanish, english), strict=True):
        for file in re.findall(r'href="([^"]*\.(?:svg|pdf))"', html):
            assert (site / page / file).resolve().is_file(), file


def test_a_stand_in_shows_the_picture_in_the_language_of_its_text(tiny_site: Path, build_site):
    add_picture(tiny_site)
    (tiny_site / "docs/en/strategies/accompaniment.md").unlink()
    html = shown(build_site(tiny_site), PAGES["en"])
    assert "Ver imagen, 44 B</a>" in html and "Cuatro hilos que se cruzan." in html


@pytest.mark.parametrize("code", ["es", "en"])
def test_a_page_is_one_request_and_the_picture_opens_when_she_taps_it(site: Path, browser, code: str):
    asked = []
    with served(site) as address:
        context = browser.new_context(viewport={"width": 360, "height": 640}, java_script_enabled=False)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/{PAGES[code]}/", wait_until="networkidle")
        assert [url for url in asked if not url.startswith("data:")] == [f"{address}/{PAGES[code]}/"]
        link = page.locator("article a[href$='.svg']")
        assert link.bounding_box()["height"] >= 20
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        with page.expect_response("**/weaving.svg") as answer:
            link.click()
        assert answer.value.status == 200 and page.url.endswith("pictures/weaving.svg")
        context.close()


def test_each_language_shows_its_own_version_and_a_file_of_the_other_where_it_has_none(tiny_site: Path, build_site):
    add_picture(tiny_site, "pictures/words.svg", SVG)
    english = tiny_site / "docs/en/pictures"
    english.mkdir()
    (english / "words.svg").write_bytes(SVG.replace(b"Cuatro hilos", b"Four threads"))
    add_picture(tiny_site, "pictures/weaving.svg", SVG)
    (tiny_site / "docs/es/pictures/weaving.svg").rename(english / "weaving.svg")
    site = build_site(tiny_site)
    for page, title in zip(PAGES.values(), ("Cuatro hilos", "Four threads"), strict=True):
        words, weaving = re.findall(r'href="([^"]*\.svg)"', shown(site, page))
        assert title in (site / page / words).resolve().read_text(encoding="utf-8")
        assert (site / page / weaving).resolve() == site / "en/pictures/weaving.svg"
