"""The real library, built strictly: valid, light, in two languages, the same under MkDocs and its fork."""

import datetime
import filecmp
import gzip
import re
from pathlib import Path

import html5lib
import pytest
from conftest import ROOT, newest_day, pages_of, run

from fhp.finish.weight import AVERAGE, FIRST_SCREEN, PAGE, SCRIPT, STYLE, weigh_site


def test_the_library_has_no_mistake():
    done = run("fhp.cli", "check", cwd=ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.large
def test_properdocs_builds_the_same_site(real_site: Path, tmp_path: Path):
    done = run("properdocs", "build", "--strict", "-d", str(tmp_path), cwd=ROOT)
    assert done.returncode == 0, done.stdout
    ours = sorted(path.relative_to(real_site) for path in real_site.rglob("*") if path.is_file())
    theirs = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert ours == theirs
    _same, different, errors = filecmp.cmpfiles(real_site, tmp_path, [str(path) for path in ours], shallow=False)
    assert (different, errors) == ([], [])


def test_every_page_is_valid_html(real_site: Path):
    faults = []
    for path in real_site.rglob("*.html"):
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(path.read_text(encoding="utf-8"))
        faults += [(path.relative_to(real_site), fault) for fault in parser.errors]
    assert faults == []


def test_ids_are_unique_and_inner_links_lead_to_them(real_site: Path):
    for path in real_site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        ids = re.findall(r'\sid="([^"]*)"', html)
        assert len(ids) == len(set(ids)), path
        for target in re.findall(r'href="#([^"]+)"', html):
            assert target in ids, (path, target)


def test_every_relative_link_leads_to_a_file(real_site: Path):
    for path in real_site.rglob("*.html"):
        if path.name == "404.html":
            continue
        for target in re.findall(r'(?:href|src)="([^"]*)"', path.read_text(encoding="utf-8")):
            if re.match(r"[a-z]+:|#|//", target) or not target:
                continue
            file = (path.parent / target.partition("#")[0].partition("?")[0]).resolve()
            assert (file / "index.html").exists() or file.is_file(), (path, target)


def test_every_page_keeps_the_budgets(real_site: Path):
    weights = weigh_site(real_site)
    for weight in weights:
        assert weight.gzip <= PAGE, weight
        assert weight.parts["style"] <= STYLE, weight
        assert weight.parts["script"] <= SCRIPT, weight
        assert weight.first_screen <= FIRST_SCREEN, weight
    assert sum(weight.gzip for weight in weights) / len(weights) <= AVERAGE


def test_no_citation_is_left_unread(real_site: Path):
    for path in real_site.rglob("*.html"):
        text = re.sub(r"<code.*?</code>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert "[^" not in text, path


def test_a_page_is_one_request(real_site: Path):
    for path in real_site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert not re.search(r"<(?:script|iframe|source)[^>]*\ssrc=", html), path
        assert all('loading="lazy"' in image for image in re.findall(r"<img[^>]*>", html)), path
        assert not re.search(r'<link[^>]*rel="(?:stylesheet|preload|icon)"[^>]*href="(?!data:)', html), path
        assert " style=" not in html, path


def test_nothing_of_the_stock_theme_is_published(real_site: Path):
    assert not list(real_site.rglob("*.woff2")) and not list(real_site.glob("assets/javascripts/**/*"))
    assert not (real_site / "assets/style.css").exists()


def test_both_languages_have_the_same_addresses(real_site: Path):
    pages = [page for page in pages_of(real_site) if page != "404.html"]
    english = {page.removeprefix("en/") for page in pages if page.startswith("en/")}
    assert english == {page for page in pages if not page.startswith("en/")}


def test_no_page_of_the_repository_names_a_machine_or_a_registry():
    done = run("fhp.cli", "--help", cwd=ROOT)
    assert done.returncode == 0
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert "http" not in re.sub(r"(?m)^ *#.*$", "", lock).replace("aiohttp", "")
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=[a-z])", lock) if "==" in block.split("\n")[0])


@pytest.mark.parametrize(
    "name", ["mkdocs", "mkdocs-material", "mkdocs-static-i18n", "mkdocs-rss-plugin", "pymdown-extensions"]
)
def test_the_stack_is_pinned(name: str):
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert re.search(rf"^{name}==[\d.]+ ", lock, re.MULTILINE)


def test_a_hook_is_a_doorway():
    for path in (ROOT / "hooks").glob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 60, path


@pytest.mark.large
def test_two_builds_of_one_day_give_the_same_bytes(real_site: Path, tmp_path: Path):
    done = run("mkdocs", "build", "--strict", "-d", str(tmp_path), cwd=ROOT, PYTHONHASHSEED="7")
    assert done.returncode == 0, done.stdout
    files = [str(path.relative_to(real_site)) for path in real_site.rglob("*") if path.is_file()]
    _same, different, errors = filecmp.cmpfiles(real_site, tmp_path, files, shallow=False)
    assert (different, errors) == ([], [])


def test_the_sitemap_can_be_unpacked_and_names_every_page(real_site: Path):
    text = (real_site / "sitemap.xml").read_text(encoding="utf-8")
    for page in pages_of(real_site):
        if page != "404.html" and 'http-equiv="refresh"' not in (real_site / page / "index.html").read_text(
            encoding="utf-8"
        ):
            assert f"<loc>https://biblioteca-pif.example/{page}</loc>" in text
    packed = real_site / "sitemap.xml.gz"
    assert not packed.exists() or gzip.decompress(packed.read_bytes()).decode() == text


def test_no_date_on_a_page_lies_ahead(real_site: Path):
    today = newest_day()
    for path in real_site.rglob("*.html"):
        for day in re.findall(r'datetime="(\d{4}-\d{2}-\d{2})"', path.read_text(encoding="utf-8")):
            assert datetime.date.fromisoformat(day) <= today, path
