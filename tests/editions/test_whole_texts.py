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
from fhp.editions.epub import make_epub
from fhp.editions.making import Making
from fhp.editions.one_file import make_one_file

codes = pytest.mark.parametrize("code", ["es", "en"])


@pytest.fixture(scope="module")
def texts(real_library, real_site: Path) -> dict[str, str]:
    made = {}
    for code, edition in real_library.editions.items():
        ((_, content),) = make_one_file(Making(edition), real_site).items()
        assert len(content) <= 1_500_000
        made[code] = content.decode()
    return made


@codes
def test_the_one_page_holds_every_text_of_the_library(texts, code, real_library, real_site):
    whole = " ".join(html.document_fromstring(texts[code]).text_content().split())
    articles = read_articles(real_library.editions[code], real_site)
    assert len(articles) > 200
    for page in real_library.editions[code].standing:
        assert page.url in {article.url for article in articles} or page.meta.id == "a-z"
    for article in articles:
        for paragraph in article.element.xpath(".//p[not(.//a)] | .//dd[not(.//a)]"):
            assert " ".join(paragraph.text_content().split()) in whole, article.url


@codes
def test_every_link_of_the_one_page_leads_to_a_place_in_it_or_is_marked(texts, code):
    tree = html.document_fromstring(texts[code])
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for link in tree.iter("a"):
        href = link.get("href")
        after = link.getnext()
        marked = after is not None and after.get("class") == "out"
        assert (href[1:] in ids) if href.startswith("#") else (href.startswith("http") and marked), href
    assert not tree.xpath("//*[@src] | //script[@src] | //link[not(@href='data:,')]")


@codes
def test_the_one_page_opens_without_a_network_and_says_its_age(texts, code, browser, tmp_path, real_library):
    file = tmp_path / "one.html"
    file.write_text(texts[code], encoding="utf-8")
    page = browser.new_context(offline=True).new_page()
    faults = []
    page.on("console", lambda message: faults.append(message.text))
    page.clock.set_fixed_time(f"{real_library.today.year + 1}-{real_library.today:%m-%d}T12:00:00Z")
    page.goto(file.as_uri())
    assert "365" in page.locator("#edition + span").inner_text()
    page.click("#contents li:nth-child(5) a")
    assert faults == []


@codes
def test_epubcheck_finds_nothing_in_the_book(code, real_library, real_site, tmp_path):
    for discreet in (False, True):
        ((name, content),) = make_epub(Making(real_library.editions[code], discreet), real_site).items()
        assert len(content) <= 400_000
        (tmp_path / name).write_bytes(content)
        if not (shutil.which("epubcheck") and shutil.which("java")):
            missing("epubcheck")
        command = ["java", "-jar", str(Path(shutil.which("epubcheck")).resolve())]
        done = subprocess.run([*command, "--failonwarnings", name], cwd=tmp_path, capture_output=True, text=True,
                              check=False)  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr


@codes
def test_the_book_says_its_language_its_landmarks_and_how_it_can_be_read(code, real_library, real_site, tmp_path):
    ((name, content),) = make_epub(Making(real_library.editions[code], discreet=True), real_site).items()
    (tmp_path / name).write_bytes(content)
    with zipfile.ZipFile(tmp_path / name) as book:
        assert book.namelist()[0] == "mimetype" and book.infolist()[0].compress_type == zipfile.ZIP_STORED
        package = book.read("book/book.opf").decode()
        contents = book.read("book/nav.xhtml").decode()
        for file in book.namelist():
            if file.endswith(".xhtml"):
                page = etree.fromstring(book.read(file))
                assert page.get("lang") == code
                for picture in page.iter("{*}svg", "{*}img"):
                    assert picture.get("aria-label") or picture.get("alt")
    assert re.findall(r"<dc:title>(.*?)</dc:title>", package) == [
        real_library.editions[code].word("editions", "discreet-title")
    ]
    assert "dc:creator" not in package and package.count("schema:accessib") > 5
    assert 'epub:type="landmarks"' in contents and contents.count("<li>") > 200
