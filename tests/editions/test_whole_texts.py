"""The whole library as one page and as a book: complete, no link broken, accepted by what reads them."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from conftest import missing
from lxml import etree, html

from fhp.editions.articles import read_articles

NAMES = {"es": "biblioteca-PIF", "en": "FHP-library"}
codes = pytest.mark.parametrize("code", NAMES)


def check_whole(text: str, edition, site: Path) -> None:
    """Every text stands in the page, and every link leads to a place in it or is marked."""
    tree = html.document_fromstring(text)
    whole = " ".join(tree.text_content().split())
    articles = read_articles(edition, site)
    for page in edition.standing:
        assert page.url in {article.url for article in articles} or page.meta.id == "a-z"
    for article in articles:
        for paragraph in article.element.xpath(".//p[not(.//a)] | .//dd[not(.//a)]"):
            assert " ".join(paragraph.text_content().split()) in whole, article.url
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for link in tree.iter("a"):
        href, after = link.get("href"), link.getnext()
        marked = after is not None and after.get("class") == "out"
        assert (href[1:] in ids) if href.startswith("#") else (href.startswith("http") and marked), href
    assert not tree.xpath("//*[@src] | //script[@src] | //link[not(@href='data:,')]")


@codes
def test_the_one_page_is_whole_and_none_of_its_links_is_broken(code, pocket, pocket_library):
    text = (pocket / f"site/offline/{NAMES[code]}.html").read_text(encoding="utf-8")
    check_whole(text, pocket_library.editions[code], pocket / "site")


@pytest.mark.large
def test_so_is_that_of_the_real_library(real_editions, real_library, real_site):
    text = (real_editions / "biblioteca-PIF.html").read_text(encoding="utf-8")
    check_whole(text, real_library.editions["es"], real_site)


@codes
def test_the_one_page_opens_without_a_network_and_says_its_age(code, pocket, browser, pocket_library):
    page, faults = browser.new_context(offline=True).new_page(), []
    page.on("console", lambda message: faults.append(message.text))
    page.clock.set_fixed_time(f"{pocket_library.today.year + 1}-{pocket_library.today:%m-%d}T12:00:00Z")
    page.goto((pocket / f"site/offline/{NAMES[code]}.html").as_uri())
    assert "365" in page.locator("#edition + span").inner_text()
    page.click("#contents li:nth-child(5) a")
    assert faults == []


def check_epub(file: Path) -> None:
    if not (shutil.which("epubcheck") and shutil.which("java")):
        missing("epubcheck")
    command = ["java", "-jar", str(Path(shutil.which("epubcheck")).resolve()), "--failonwarnings", file.name]
    done = subprocess.run(command, cwd=file.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.large
def test_epubcheck_finds_nothing_in_the_real_book(real_editions):
    check_epub(real_editions / "biblioteca-PIF.epub")


@codes
def test_the_book_says_its_language_its_landmarks_and_how_it_can_be_read(code, pocket, pocket_library):
    word = pocket_library.editions[code].words["editions"]
    with zipfile.ZipFile(pocket / f"site/offline/{word['discreet-file']}.epub") as book:
        assert book.namelist()[0] == "mimetype" and book.infolist()[0].compress_type == zipfile.ZIP_STORED
        package = book.read("book/book.opf").decode()
        contents = book.read("book/nav.xhtml").decode()
        for file in book.namelist():
            if file.endswith(".xhtml"):
                page = etree.fromstring(book.read(file))
                assert page.get("lang") == code
                for picture in page.iter("{*}svg", "{*}img"):
                    assert picture.get("aria-label") or picture.get("alt")
    assert re.findall(r"<dc:title>(.*?)</dc:title>", package) == [word["discreet-title"]]
    assert "dc:creator" not in package and package.count("schema:accessib") > 5
    assert 'epub:type="landmarks"' in contents and contents.count("<li>") > 15
