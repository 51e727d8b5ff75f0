"""The real library, built strictly: valid, light, in two languages, the same under MkDocs and its fork."""

import datetime
import gzip
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import html5lib
import pytest
from conftest import ROOT, environment, newest_day, pages_of, run

from fhp.finish.weight import AVERAGE, FIRST_SCREEN, PAGE, SCRIPT, STYLE, weigh_site


def test_the_library_has_no_mistake():
    done = run("fhp.cli", "check", cwd=ROOT)
    assert done.returncode == 0, done.stdout


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


LOCKS = {path.name: path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("requirements*.txt"))}
LIGHT, TEST = "requirements.txt", "requirements-test.txt"


def locked(name: str) -> dict[str, str]:
    """Maps each package of a lock to its version and all the hashes of its files."""
    blocks = re.split(r"\n(?=[a-z])", re.sub(r"(?m)^ *#.*\n", "", LOCKS[name]))
    return {block.partition("==")[0]: block.partition("==")[2].strip() for block in blocks}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_files_by_their_hashes_and_no_machine_or_registry(name: str):
    assert "http" not in re.sub(r"(?m)^ *#.*$", "", LOCKS[name]).replace("aiohttp", "")
    assert all("--hash=sha256:" in files for files in locked(name).values())


@pytest.mark.parametrize("name", LOCKS)
def test_every_lock_contains_the_light_one(name: str):
    assert locked(LIGHT).items() <= locked(name).items()


@pytest.mark.parametrize(
    "name", ["mkdocs", "mkdocs-material", "mkdocs-static-i18n", "mkdocs-rss-plugin", "pymdown-extensions"]
)
def test_the_stack_is_pinned(name: str):
    assert re.search(rf"^{name}==[\d.]+ ", LOCKS[LIGHT], re.MULTILINE)


@pytest.mark.parametrize("command", [("fhp.cli", "check"), ("mkdocs", "build", "--strict")], ids=lambda words: words[0])
def test_to_check_and_to_build_takes_nothing_but_the_light_lock(command: tuple[str, ...], tiny_site: Path):
    """The modules of every other package are hidden from the command, as if they were not installed."""
    heavy = locked(TEST).keys() - locked(LIGHT).keys()
    assert {"aiohttp", "playwright", "pytest"} <= heavy
    owners = {
        module: {re.sub("[-_.]+", "-", name).lower() for name in names}
        for module, names in packages_distributions().items()
    }
    hidden = sorted(module for module, names in owners.items() if names <= heavy)
    assert "aiohttp" in hidden
    text = f"import runpy, sys; sys.modules |= dict.fromkeys({hidden}); sys.argv = {list(command)}; " + (
        f"sys.path[0] = ''; runpy.run_module({command[0]!r}, run_name='__main__', alter_sys=True)"
    )
    done = subprocess.run(
        [sys.executable, "-c", text], cwd=tiny_site, env=environment(), text=True, check=False, capture_output=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_line_ends_are_the_same_on_every_machine(tmp_path: Path):
    """A clone made as on Windows has the bytes of this one, but for the case that is about line ends."""
    git = ("git", "-c", "core.autocrlf=true", "-c", "protocol.file.allow=always")
    subprocess.run([*git, "clone", "--quiet", "--depth=1", ROOT.as_uri(), str(tmp_path / "clone")], check=True)
    told = subprocess.run(
        ["git", "ls-files", "--eol"], cwd=tmp_path / "clone", text=True, check=True, capture_output=True
    ).stdout.splitlines()
    ends = {row.partition("\t")[2] for row in told if "w/crlf" in row or "w/mixed" in row}
    assert {Path(name).parts[:4] for name in ends} == {("tests", "rules", "cases", "windows-line-ends")}


def test_a_hook_is_a_doorway():
    for path in (ROOT / "hooks").glob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 60, path


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
