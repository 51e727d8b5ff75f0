"""Search, ours beside Pagefind on the same built pages: relevance on forty questions, bytes and time on 2G.

    .venv/bin/pip install 'pagefind[bin]'         # not in the lock: only this benchmark needs it
    .venv/bin/python benchmarks/search.py         # --pages 1200 for a generated library of that many pages a language

Bytes are bodies after gzip, as a host serves them, from the moment the reader touches search; the page itself is not
counted. Time runs from that touch, with the words already typed, until the results can be read. Chromium is throttled
to 50 kbit/s and 800 ms; the two take turns, and the medians of three rounds are shown.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import gzip
import http.server
import mimetypes
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.generate import generate
from fhp.content.languages import load_languages

ROOT = Path(__file__).parents[1]
QUESTIONS = Path(__file__).with_name("search_questions.yaml")
ROUNDS = 3
TIMED = 7  # every seventh question is timed: on 2G one takes Pagefind half a minute
SLOW = {"offline": False, "latency": 800, "downloadThroughput": 50_000 / 8, "uploadThroughput": 50_000 / 8}
TEXT = ("text/", "application/json", "application/javascript", "image/svg")
PAGEFIND = """async ([root, ask]) => {
  if (!window.finder) {
    window.finder = await import(root + 'pagefind/pagefind.js');
    await finder.options({noWorker: true});  // a worker would slip through the throttle
  }
  const found = await finder.search(ask);
  const shown = await Promise.all(found.results.slice(0, 6).map(result => result.data()));
  return shown.map(result => result.raw_url || result.url);
}"""


@dataclass(frozen=True)
class Question:
    """What is asked, in which language, whose root is at `prefix`, and what answers it, as in 'en/about/'."""

    language: str
    prefix: str
    ask: str
    answers: tuple[str, ...]


class Host(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as a host does, text with gzip, and counts the bytes of the bodies."""

    protocol_version = "HTTP/1.1"
    sent = 0

    def do_GET(self) -> None:
        """Answers with a file, or with 404."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        body = path.read_bytes() if path.is_file() else b""
        packs = kind.startswith(TEXT)
        body = gzip.compress(body, 6, mtime=0) if packs else body
        Host.sent += len(body)
        self.send_response(200 if path.is_file() else 404)
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        if packs:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextlib.contextmanager
def serve(site: Path) -> Iterator[str]:
    """The address of a server for `site` on this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


def build(repository: Path, site: Path) -> None:
    """Builds the library in `repository`; prints how long it took."""
    begun = time.monotonic()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", str(site)]
    subprocess.run(command, cwd=repository, check=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    print(f"built {sum(1 for _ in site.rglob('*.html'))} pages in {time.monotonic() - begun:.1f} s")


def add_pagefind(site: Path) -> bool:
    """Pagefind's index of the same articles; False where it is not installed."""
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--root-selector", "article", "--quiet"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def read_questions() -> list[Question]:
    """The forty questions."""
    asked = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    found = []
    for language in load_languages(ROOT):
        for entry in asked[language.code]:
            answers = tuple(language.prefix + address(path) for path in entry["pages"])
            found.append(Question(language.code, language.prefix, entry["ask"], answers))
    return found


def address(path: str) -> str:
    """Where a page is read, below the language's root: 'about/' for 'about/index.md'."""
    stem = path.removesuffix(".md")
    return stem.removesuffix("index") if stem.endswith("index") else f"{stem}/"


def ask_ours(page: Page, root: str, ask: str) -> list[str]:
    """The addresses our search shows."""
    page.fill("[role=search] input", ask)
    page.wait_for_function("() => /\\d$/.test(document.querySelector('output').value)", timeout=120_000)
    links = page.eval_on_selector_all("[role=search] li a", "all => all.map(link => link.href)")
    return [link.removeprefix(root) for link in links]


def ask_pagefind(page: Page, root: str, ask: str) -> list[str]:
    """The addresses Pagefind gives for its first six results."""
    return [link.lstrip("/") for link in page.evaluate(PAGEFIND, [root, ask])]


Ask = Callable[[Page, str, str], list[str]]


def place_of(question: Question, found: list[str]) -> int:
    """At which place, from 1, the first answer stands; 0 for none. An anchor is part of its page."""
    pages = list(dict.fromkeys(link.partition("#")[0] for link in found))
    return next((place for place, link in enumerate(pages, 1) if link in question.answers), 0)


def measure_relevance(browser: Browser, root: str, questions: list[Question], ask: Ask, verbose: bool) -> list[int]:
    """The place of the first answer to each question."""
    places = []
    for question in questions:
        context = browser.new_context(bypass_csp=True)  # our policy leaves no room for Pagefind's WebAssembly
        page = context.new_page()
        page.goto(root + question.prefix)
        found = ask(page, root, question.ask)
        places.append(place_of(question, found))
        if verbose and places[-1] not in (1, 2, 3):
            print(f"  {ask.__name__} {places[-1]} {question.ask!r}: {found}")
        context.close()
    return places


def measure_cost(browser: Browser, root: str, question: Question, ask: Ask) -> tuple[int, float]:
    """Bytes and seconds of a first search on a cold page, on 2G."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.set_default_timeout(180_000)
    page.goto(root + question.prefix)
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    before, begun = Host.sent, time.monotonic()
    ask(page, root, question.ask)
    took = time.monotonic() - begun
    context.close()
    return Host.sent - before, took


def report(name: str, rows: list[tuple[str, float, float]]) -> None:
    """Prints a table: what, ours, Pagefind, and how many times ours that is."""
    print(f"\n{name:<34} {'ours':>10} {'Pagefind':>10} {'ratio':>7}")
    for what, ours, theirs in rows:
        print(f"{what:<34} {ours:>10.2f} {theirs:>10.2f} {theirs / ours if ours else 0:>7.2f}")


def success(places: list[int], most: int) -> float:
    """The share of questions answered within the first `most` results."""
    return sum(0 < place <= most for place in places) / len(places)


def show_relevance(places: dict[str, list[int]], questions: list[Question]) -> None:
    """Success at one and three and the mean reciprocal rank, for each language and for both."""
    for code in [*dict.fromkeys(question.language for question in questions), ""]:
        kept = [at for at, question in enumerate(questions) if code in ("", question.language)]
        both = [[places[name][at] for at in kept] for name in ("ours", "pagefind")]
        rows = [(f"success@{most}", *(success(found, most) for found in both)) for most in (1, 3)]
        rows.append(("MRR", *(sum(1 / at for at in found if at) / len(found) for found in both)))
        report(f"relevance, {code or 'all'} ({len(kept)} questions)", rows)  # type: ignore[arg-type]


def show_costs(costs: dict[str, list[tuple[int, float]]], name: str) -> None:
    """The usual and the worst first search."""
    rows = []
    for what, take in (("bytes, median", statistics.median), ("bytes, most", max)):
        rows.append((what, *(take(size for size, _ in costs[who]) for who in ("ours", "pagefind"))))
    times = (statistics.median(took for _, took in costs[who]) for who in ("ours", "pagefind"))
    rows.append(("seconds, median", *times))
    report(name, rows)  # type: ignore[arg-type]


def main() -> None:
    """Builds, serves, asks and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=0, help="a generated library of so many pages a language")
    parser.add_argument("--site", type=Path, help="a site already built, which is copied")
    parser.add_argument("--only-relevance", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        if options.site:
            shutil.copytree(options.site, site)
        else:
            repository = generate(Path(folder) / "library", options.pages) if options.pages else ROOT
            build(repository, site)
        if not add_pagefind(site):
            sys.exit("pagefind is missing: pip install 'pagefind[bin]'")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with serve(site) as root:
            measure(browser, root, options.only_relevance)
        browser.close()


def measure(browser: Browser, root: str, only_relevance: bool) -> None:
    """Everything there is to measure on one served site."""
    questions = read_questions()
    asks: dict[str, Any] = {"ours": ask_ours, "pagefind": ask_pagefind}
    places = {name: measure_relevance(browser, root, questions, ask, True) for name, ask in asks.items()}
    show_relevance(places, questions)
    if only_relevance:
        return
    costs: dict[str, list[tuple[int, float]]] = {name: [] for name in asks}
    for question in questions[::TIMED]:
        rounds: dict[str, list[tuple[int, float]]] = {name: [] for name in asks}
        for _ in range(ROUNDS):
            for name, ask in asks.items():
                rounds[name].append(measure_cost(browser, root, question, ask))
        for name, found in rounds.items():
            costs[name].append((found[0][0], statistics.median(took for _, took in found)))
    show_costs(costs, "a first search on 2G")


if __name__ == "__main__":
    main()
