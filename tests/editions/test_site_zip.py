"""The site in a ZIP, read from a folder with the network off: no link is broken, search finds, nothing is asked."""

import re
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT
from lxml import html

from fhp.editions.articles import follow

NAMES = {"es": "biblioteca-PIF", "en": "FHP-library", "all": "biblioteca-PIF-es-en", "discreet": "notas"}
FOLDERS = {**NAMES, "all": "biblioteca-PIF"}


def unzip(file: Path, folder: Path) -> Path:
    """The one folder of a ZIP, opened below a folder with a space and an accent in its name."""
    with zipfile.ZipFile(file) as packed:
        packed.extractall(folder / "una cópia")
    (found,) = (folder / "una cópia").iterdir()
    return found


@pytest.fixture(scope="module")
def copies(pocket: Path, tmp_path_factory) -> dict[str, Path]:
    """Each ZIP of the small library, opened."""
    folder = pocket / "site/offline"
    return {key: unzip(folder / f"{name}.zip", tmp_path_factory.mktemp(key)) for key, name in NAMES.items()}


def check_links(root: Path) -> int:
    """How many pages there are; every link of them leads to a file of the copy, or says that it needs a connection."""
    pages = sorted(root.rglob("*.html"))
    trees = {page: html.document_fromstring(page.read_text(encoding="utf-8")) for page in pages}
    ids = {page: set(tree.xpath("//@id")) for page, tree in trees.items()}
    for page, tree in trees.items():
        here = page.relative_to(root).as_posix().removesuffix(page.name)
        for element, name, href, _ in tree.iterlinks():
            target = follow(here + page.name if href.startswith("#") else here, href)
            if target is None:
                marked = element.find("span[@class='out']") is not None
                assert href.startswith("data:") or (element.tag == "a" and marked), (page, href)
                continue
            file = root / target.url
            assert file.is_file(), (page, name, href)
            assert not target.anchor or target.anchor in ids[file], (page, href)
    return len(pages)


@pytest.mark.parametrize("key", NAMES)
def test_every_link_leads_to_a_file_of_the_copy_or_says_that_it_needs_a_connection(copies, key):
    assert copies[key].name == FOLDERS[key]
    assert check_links(copies[key]) > 15


@pytest.mark.large
def test_so_does_every_link_of_the_real_library(real_editions: Path, tmp_path: Path):
    assert check_links(unzip(real_editions / "biblioteca-PIF.zip", tmp_path)) > 200


def test_a_language_leads_to_the_other_where_both_are_there(copies):
    assert 'href="en/index.html"' in (copies["all"] / "index.html").read_text(encoding="utf-8")
    alone = (copies["es"] / "index.html").read_text(encoding="utf-8")
    assert 'href="en/' not in alone and not (copies["es"] / "en").exists()


def test_every_page_opens_without_a_network_and_asks_for_nothing_outside(copies, browser):
    root = copies["es"]
    context = browser.new_context(offline=True, viewport={"width": 360, "height": 640})
    page, asked, faults = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("requestfailed", lambda request: faults.append(request.url))
    start, seen = (root / "index.html").as_uri(), set()
    waiting = [start]
    while waiting:
        address = waiting.pop()
        if address not in seen:
            seen.add(address)
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
            links = page.eval_on_selector_all("a", "found => found.map(one => one.href.split('#')[0])")
            waiting += [href for href in links if href.startswith("file:") and href.endswith(".html")]
    context.close()
    assert faults == [] and all(url.startswith(("file:", "data:")) for url in asked)
    assert seen == {file.as_uri() for file in root.rglob("*.html")}


@pytest.mark.parametrize(("key", "start", "words"), [("es", "index.html", "acompañar"), ("en", "index.html", "someone"),
                                                     ("all", "en/about/offline/index.html", "someone")])  # fmt: skip
def test_search_finds_without_a_network(copies, browser, key, start, words):
    context = browser.new_context(offline=True)
    page, faults = context.new_page(), []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto((copies[key] / start).as_uri())
    page.fill("[id='t.q']", words)
    page.click("[id='t.search'] li a")
    page.wait_for_load_state()
    assert "accompaniment" in page.url and page.locator("article h1").count() == 1
    assert faults == []
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") != "rgb(0, 0, 0)"  # the sheet came
    page.click(".exit")
    page.wait_for_url("**/0.html")
    context.close()


def test_each_page_says_its_date_and_its_age_when_it_is_opened(copies, browser, pocket_library):
    page = browser.new_context(offline=True).new_page()
    page.goto((copies["es"] / "index.html").as_uri())
    dated = page.locator("[id='t.edition']")
    assert dated.get_attribute("datetime") == pocket_library.today.isoformat()
    page.clock.set_fixed_time(f"{pocket_library.today.year + 1}-{pocket_library.today:%m-%d}T12:00:00Z")
    page.reload()
    assert page.locator("[id='t.edition'] + span").inner_text() == "Hoy tiene 365 días."


def test_the_discreet_one_keeps_its_subject_out_of_names_titles_and_icons(copies):
    for page in copies["discreet"].rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert re.search(r"<title>(.*?)</title>", text)[1] in ("Notas", "."), page
        head = text.partition("</head>")[0]
        assert 'name="description"' not in head and "svg" not in head and "PIF" not in head


def test_no_copy_says_where_it_lies(copies, pocket):
    for file in copies["all"].rglob("*.*"):
        text = file.read_text(encoding="utf-8")
        assert str(ROOT) not in text and str(pocket) not in text and "clipboard" not in text
