"""The site in a ZIP, read from a folder with the network off: no link is broken, search finds, nothing is asked."""

import re
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT
from lxml import html

from fhp.editions.articles import follow
from fhp.editions.making import Making
from fhp.editions.site_zip import make_zip, make_zip_of_all

MOST = 1_500_000


@pytest.fixture(scope="module")
def copies(real_library, real_site: Path, tmp_path_factory) -> dict[str, Path]:
    """Each ZIP opened in a folder with spaces and accents in its name."""
    makings = [Making(edition) for edition in real_library.editions.values()]
    made = {making.code: make_zip(making, real_site) for making in makings}
    made["all"] = make_zip_of_all(makings, real_site)
    made["discreet"] = make_zip(Making(makings[0].edition, discreet=True), real_site)
    opened = {}
    for key, files in made.items():
        ((name, content),) = files.items()
        assert len(content) <= MOST * (len(makings) if key == "all" else 1), name
        folder = tmp_path_factory.mktemp("copy") / "una cópia"
        folder.mkdir()
        (folder / name).write_bytes(content)
        with zipfile.ZipFile(folder / name) as packed:
            packed.extractall(folder)
        (opened[key],) = (path for path in folder.iterdir() if path.is_dir())
    return opened


@pytest.mark.parametrize("key", ["es", "en", "all", "discreet"])
def test_every_link_leads_to_a_file_of_the_copy_or_says_that_it_needs_a_connection(copies, key):
    root = copies[key]
    pages = sorted(root.rglob("*.html"))
    ids = {page: set(re.findall(r'\bid="([^"]*)"', page.read_text(encoding="utf-8"))) for page in pages}
    assert len(pages) > 200
    for page in pages:
        tree = html.document_fromstring(page.read_text(encoding="utf-8"))
        here = page.relative_to(root).as_posix().removesuffix(page.name)
        for element, name, href, _ in tree.iterlinks():
            target = follow(here + page.name if href.startswith("#") else here, href)
            if target is None:
                marked = element.getnext() is not None and element.getnext().get("class") == "out"
                assert href.startswith("data:") or (element.tag == "a" and marked), (page, href)
                continue
            file = root / target.url
            assert file.is_file(), (page, name, href)
            assert not target.anchor or target.anchor in ids[file], (page, href)


def test_a_language_leads_to_the_other_where_both_are_there(copies):
    assert 'href="en/index.html"' in (copies["all"] / "index.html").read_text(encoding="utf-8")
    alone = (copies["es"] / "index.html").read_text(encoding="utf-8")
    assert 'href="en/' not in alone and not (copies["es"] / "en").exists()


@pytest.mark.parametrize(("key", "start", "words"), [("es", "index.html", "sanación"), ("en", "index.html", "healing"),
                                                     ("all", "en/directory/index.html", "healing")])  # fmt: skip
def test_search_finds_without_a_network(copies, browser, key, start, words):
    context = browser.new_context(offline=True)
    page = context.new_page()
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto((copies[key] / start).as_uri())
    page.wait_for_load_state()
    page.fill("#q", words)
    page.wait_for_selector("#search li a")
    page.click("#search li a")
    page.wait_for_load_state()
    assert page.locator("article h1").count() == 1
    assert faults == [] and all(url.startswith(("file:", "data:")) for url in asked)
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") != "rgb(0, 0, 0)"  # the sheet came
    page.click(".exit")
    page.wait_for_url("**/0.html")
    context.close()


def test_each_page_says_its_date_and_its_age_when_it_is_opened(copies, browser, real_library):
    page = browser.new_context(offline=True).new_page()
    page.goto((copies["es"] / "index.html").as_uri())
    assert page.locator("#edition").get_attribute("datetime") == real_library.today.isoformat()
    page.clock.set_fixed_time(f"{real_library.today.year + 1}-{real_library.today:%m-%d}T12:00:00Z")
    page.reload()
    assert "365" in page.locator("#edition + span").inner_text()


def test_the_discreet_one_keeps_its_subject_out_of_names_and_titles(copies):
    assert copies["discreet"].name == "notas"
    for page in copies["discreet"].rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        title = re.search(r"<title>(.*?)</title>", text)[1]
        assert title in ("Notas", "."), page
        assert 'name="description"' not in text


def test_no_place_of_the_machine_is_in_it(copies, real_site):
    for file in copies["all"].rglob("*.*"):
        text = file.read_text(encoding="utf-8")
        assert str(ROOT) not in text and str(real_site) not in text
