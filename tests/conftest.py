"""Tiny real sites, the real site, a server and a browser for every test that wants them."""

import contextlib
import datetime
import functools
import html.parser
import http.server
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from commands import COPIED, Copies, run_alone
from filelock import FileLock

pytest_plugins = [
    "link_fixtures",
    "editions_fixtures",
]  # a second conftest.py would hide this one from `import conftest`
ROOT = Path(__file__).parents[1]
TINY = Path(__file__).parent / "tiny"
FEATURES = Path(__file__).parent / "finish/theme/features.md"
DAY = datetime.date(2026, 11, 21)
TODAY = "1795219200"  # the same, as SOURCE_DATE_EPOCH
COPIES = Copies()
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--save", action="store_true", help="expected.txt of each case becomes what is said now")
    parser.addoption("--every-page", action="store_true", help="browsers visit every page, not one of each kind")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what `make test-fast` leaves out: tests in browsers, and those that ask the small internet."""
    for item in items:
        needs = set(getattr(item, "fixturenames", ()))
        if "browser" in needs or item.path.parent.name == "browser":
            item.add_marker("browser")
        if "contexts" in needs:
            item.add_marker("network")


def missing(what: str) -> None:
    """A tool that is not here: skipped on somebody's machine, a failure where CI decides."""
    message = f"falta / missing: {what} (Debian: apt-get install {what})"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def environment(**more: str) -> dict[str, str]:
    """The environment of a build: one fixed day, no publisher's addresses."""
    keep = {key: value for key, value in os.environ.items() if key not in ("SITE_URL", "EDIT_URL", "GITHUB_ACTIONS")}
    return keep | {"SOURCE_DATE_EPOCH": TODAY, "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"} | more


def newest_day() -> datetime.date:
    """The last day on which anything of this repository's own library was written: its tests are of that day."""
    files = [ROOT / "resources.yaml", *(ROOT / "docs").rglob("*.md"), *(ROOT / "data").glob("*.yaml")]
    days = re.findall(r"^ *(?:updated|withdrawn): '?(\d{4}-\d\d-\d\d)", "\n".join(map(_read, files)), re.MULTILINE)
    return datetime.date.fromisoformat(max(days))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


REAL_DAY = str(int(datetime.datetime.combine(newest_day(), datetime.time(), datetime.UTC).timestamp()))


def run(*arguments: str, cwd: Path, alone: bool = False, **more: str) -> subprocess.CompletedProcess[str]:
    """Runs a Python module's command in `cwd`; its output is one text, errors included. `alone`: from nothing."""
    more = ({"SOURCE_DATE_EPOCH": REAL_DAY} if cwd == ROOT else {}) | more
    copied = hasattr(os, "fork") and arguments[0] in COPIED and not alone and "PYTHONHASHSEED" not in more
    code, said = (COPIES.run if copied else run_alone)(arguments, cwd, environment(**more))
    return subprocess.CompletedProcess(arguments, code, said)


def pytest_unconfigure() -> None:
    COPIES.close()


def make_tiny_site(target: Path) -> Path:
    """A small valid library in `target`: our own hooks, theme and words on a dozen short pages."""
    shutil.copytree(TINY, target, dirs_exist_ok=True)
    for folder in ("hooks", "overrides", "data/words", "data/style"):
        shutil.copytree(
            ROOT / folder, target / folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__")
        )
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    before, rest = settings.split("\nnav:\n", 1)
    after = rest[rest.index("\ntheme:") :]
    paths = sorted(path.relative_to(TINY / "docs/es").as_posix() for path in (TINY / "docs/es").rglob("*.md"))
    paths.sort(key=lambda path: (path != "index.md", path.rpartition("/")[0], not path.endswith("index.md"), path))
    (target / "mkdocs.yml").write_text(
        f"{before}\nnav:\n" + "".join(f"  - {p}\n" for p in paths) + after, encoding="utf-8"
    )
    return target


def add_features(library: Path) -> None:
    """Adds the page of all features, in both languages, to a tiny library."""
    text = FEATURES.read_text(encoding="utf-8").replace(
        "original: es", "original: es\nsources: [small-book, second-report]"
    )
    for code in ("es", "en"):
        (library / f"docs/{code}/framework/features.md").write_text(text, encoding="utf-8")
    settings = library / "mkdocs.yml"
    nav = "  - framework/index.md\n"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace(nav, nav + "  - framework/features.md\n"), encoding="utf-8"
    )


@pytest.fixture
def tiny_site(tmp_path: Path) -> Path:
    """A tiny library of this test's own, to be changed at will."""
    return make_tiny_site(tmp_path / "library")


@pytest.fixture(scope="session")
def build_site() -> Callable[..., Path]:
    """Builds a library strictly and gives back the folder of the site; `host` may be properdocs."""

    def build(library: Path, host: str = "mkdocs", **more: str) -> Path:
        done = run(host, "build", "--strict", "--clean", cwd=library, **more)
        assert done.returncode == 0, done.stdout
        return library / "site"

    return build


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], object]], Path]:
    """A folder of that name, made by the first worker of this run that asks for it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def make(name: str, fill: Callable[[Path], object]) -> Path:
        folder = shared / f"once-{name}"
        with FileLock(f"{folder}.lock"):
            if not folder.exists():
                fill(shared / f"{name}-made")
                (shared / f"{name}-made").rename(folder)  # whole, or not there
        return folder

    return make


@pytest.fixture(scope="session")
def tiny_built(once, build_site: Callable[..., Path]) -> Path:
    """The tiny library, built once for all tests that only look."""
    return once("tiny", lambda folder: build_site(make_tiny_site(folder))) / "site"


@pytest.fixture(scope="session")
def features_built(once, build_site: Callable[..., Path]) -> Path:
    """The tiny library with a page of all features of Markdown, built once."""

    def fill(folder: Path) -> None:
        add_features(make_tiny_site(folder))
        build_site(folder)

    return once("features", fill) / "site"


@pytest.fixture(scope="session")
def real_site(once) -> Path:
    """This repository's own library, built strictly."""

    def fill(folder: Path) -> None:
        done = run("mkdocs", "build", "--strict", "-d", str(folder), cwd=ROOT)
        assert done.returncode == 0, done.stdout
        assert "WARNING" not in done.stdout

    return once("real", fill)


class _Handler(http.server.SimpleHTTPRequestHandler):
    """A plain host: files, and 404.html for what is not there."""

    def log_message(self, *_arguments: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address, without a slash at its end, of a local server of that folder."""
    handler = functools.partial(_Handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def real_address(real_site: Path) -> Iterator[str]:
    """The real site on a local server."""
    with served(real_site) as address:
        yield address


@pytest.fixture(scope="session")
def tiny_address(tiny_built: Path) -> Iterator[str]:
    """The tiny site on a local server."""
    with served(tiny_built) as address:
        yield address


@pytest.fixture(scope="module")  # it keeps an event loop running, which tests of asyncio could not bear beside them
def browser():
    """A real Chromium without a window."""
    from playwright.sync_api import Error, sync_playwright

    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        missing("chromium")
    quiet = ["--disable-background-networking", "--disable-component-update", "--no-first-run", "--disable-sync"]
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=path, args=quiet)
        except Error:  # as root, and in many containers, Chromium cannot build its sandbox
            chromium = playwright.chromium.launch(executable_path=path, args=[*quiet, "--no-sandbox"])
        yield chromium
        chromium.close()


def pages_of(site: Path) -> list[str]:
    """Every page's address below the root of a built site, '' first, redirect pages and 404 included."""
    return sorted(path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("*.html"))


class _Made(html.parser.HTMLParser):
    """What a page is made of: each element with its class, role and form, inside the one around it."""

    def __init__(self) -> None:
        super().__init__()
        self.around, self.parts = [""], set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = " ".join([tag, *(f"{key}={value}" for key, value in attrs if key in ("class", "role", "type"))])
        self.parts.add((self.around[-1], own))
        if tag not in ("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"):
            self.around.append(own)

    def handle_endtag(self, tag: str) -> None:
        while len(self.around) > 1 and self.around.pop().split()[0] != tag:
            pass


def pages_of_every_kind(site: Path) -> list[str]:
    """The fewest pages, as `pages_of` has them, that hold all there is: every element of every kind, wherever it may
    stand, in one language and the other by turns."""
    parts = {}
    for page in pages_of(site):
        made = _Made()
        made.feed((site / (page if page.endswith(".html") else f"{page}index.html")).read_text(encoding="utf-8"))
        parts[page] = made.parts
    chosen, seen = [], set()
    for page in sorted(parts, key=lambda page: (-len(parts[page]), page)):
        if not parts[page] <= seen:
            twin = page.removeprefix("en/") if page.startswith("en/") else f"en/{page}"
            chosen.append(twin if len(chosen) % 2 and parts.get(twin) == parts[page] else page)
            seen |= parts[page]
    return chosen


@pytest.fixture(scope="session")
def visited(request, real_site: Path) -> list[str]:
    """The pages that a slow reader visits: one of each kind, or with --every-page all."""
    return pages_of(real_site) if request.config.getoption("every_page") else pages_of_every_kind(real_site)


def load_yaml(path: Path) -> object:
    """A YAML file as plain data."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))
