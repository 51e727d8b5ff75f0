"""Speed on a bad connection: our page, the same text as bare HTML, and stock Material, in turns, in one run.

    .venv/bin/python benchmarks/speed.py               # --rounds 5, --site for a site already built, --pages cases/…/

Chromium is throttled through its own protocol (CDP): 2G is 50 kbit/s and 800 ms, slow 3G 400 kbit/s and 400 ms, the
processor four times slower. A server on this machine packs text with gzip. *Readable* means the same for all three:
something has been painted, the first 700 characters of the article (what a phone of 360 × 640 px shows) have arrived,
and the frame after that is on the screen. Bytes and requests are counted up to that moment, headers included.

Stock Material is built from the same Markdown (our lists and notes in it) with static-i18n and search as they come. Its
two fonts from Google are left out, since this machine reaches no other host: a gift to stock.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.search import ROOT, build, serve
from fhp.content.settings import load_settings
from fhp.finish.weight import FIRST_CHARACTERS

PAGES = ("strategies/accompaniment/", "cases/casa-la-serena/", "library/glossary/")
NETWORKS = {"2G": (50, 800), "slow 3G": (400, 400)}  # kbit/s, ms
SLOWER = 4  # times: a cheap phone's processor
KINDS = ("ours", "bare", "stock")
HOOKS = ("check", "generated_pages", "citations", "listings", "terms")  # what makes the text; none that makes the theme
TOC = re.compile(r'<nav class="toc".*?</nav>', re.DOTALL)
ARTICLE = re.compile(r"<article.*?</article>", re.DOTALL)
WATCH = """(() => {
  const painted = () => performance.getEntriesByName('first-contentful-paint').length > 0;
  const arrived = () => {
    const article = document.querySelector('article');
    return article && (article.textContent.length >= LENGTH || document.readyState !== 'loading');
  };
  const look = () => requestAnimationFrame(() => {
    if (arrived() && painted()) requestAnimationFrame(() => { window.readable = performance.now(); });
    else look();
  });
  look();
})()""".replace("LENGTH", str(FIRST_CHARACTERS))


@dataclass(frozen=True)
class Reading:
    """One load until the article can be read: seconds, bytes on the wire, requests begun."""

    seconds: float
    size: int
    requests: int


@dataclass
class Wire:
    """What CDP tells of a load: moments are of the browser's clock, in seconds."""

    begun: dict[str, tuple[float, str]] = field(default_factory=dict)  # id → (moment, address)
    arrived: list[tuple[float, str, int]] = field(default_factory=list)  # (moment, id, bytes after unpacking)
    done: dict[str, tuple[float, int]] = field(default_factory=dict)  # id → (moment, bytes on the wire)
    clock: float = 0.0  # the wall's clock less the browser's

    def listen(self, session: Any) -> None:
        """Takes note of everything from now on."""
        session.on("Network.requestWillBeSent", self._begin)
        session.on("Network.dataReceived", self._receive)
        session.on("Network.loadingFinished", self._finish)
        session.send("Network.enable")

    def _begin(self, event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith("data:"):
            self.clock = self.clock or event["wallTime"] - event["timestamp"]
            self.begun[event["requestId"]] = (event["timestamp"], event["request"]["url"])

    def _receive(self, event: dict[str, Any]) -> None:
        self.arrived.append((event["timestamp"], event["requestId"], event["dataLength"]))

    def _finish(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.begun:
            self.done[event["requestId"]] = (event["timestamp"], event["encodedDataLength"])

    def sizes(self) -> dict[str, tuple[int, int]]:
        """Maps each address to its bytes after unpacking and on the wire."""
        return {self.begun[key][1]: (self._unpacked(key), size) for key, (_, size) in self.done.items()}

    def _unpacked(self, key: str, until: float = float("inf")) -> int:
        return sum(size for moment, other, size in self.arrived if other == key and moment <= until)

    def until(self, moment: float, whole: dict[str, tuple[int, int]]) -> tuple[int, int]:
        """Bytes on the wire and requests up to a moment; of what was still under way, its share of the whole."""
        size, begun = 0.0, {key: url for key, (start, url) in self.begun.items() if start <= moment}
        for key, url in begun.items():
            unpacked, packed = whole.get(url, (0, 0))
            size += packed * self._unpacked(key, moment) / unpacked if unpacked else 0
        return round(size), len(begun)


def make_bare(site: Path, target: Path, path: str) -> None:
    """The article of one of our pages alone: no style, no menu, no script."""
    html = (site / path / "index.html").read_text(encoding="utf-8")
    title, article = re.search(r"<title>.*?</title>", html), ARTICLE.search(html)
    assert title and article, path
    text = re.sub(r' class="[^"]*"', "", TOC.sub("", article[0]))
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
    (target / path).mkdir(parents=True)
    (target / path / "index.html").write_text(f"<!doctype html>{head}{title[0]}{text}", encoding="utf-8")


def make_stock(target: Path) -> Path:
    """A repository of the same Markdown for Material as it comes."""
    for folder in ("docs", "data", "hooks"):
        shutil.copytree(ROOT / folder, target / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "resources.yaml", target)
    settings = load_settings(ROOT)
    i18n = next(plugin["i18n"] for plugin in settings["plugins"] if "i18n" in plugin)
    settings |= {
        "theme": {"name": "material", "font": False},
        "plugins": ["search", {"i18n": {"docs_structure": "folder", "languages": i18n["languages"]}}],
        "hooks": [f"hooks/{name}.py" for name in HOOKS],
        "validation": {},
        "watch": [],
    }
    (target / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return target


def load(browser: Browser, address: str, network: tuple[int, int] | None) -> tuple[Page, Wire]:
    """A cold load on a phone's screen: until everything is there without a network, otherwise until readable."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, device_scale_factor=2, is_mobile=True)
    page = context.new_page()
    page.set_default_timeout(300_000)
    session, wire = context.new_cdp_session(page), Wire()
    wire.listen(session)
    page.add_init_script(WATCH)
    if network:
        speed = network[0] * 1000 / 8
        conditions = {"offline": False, "latency": network[1], "downloadThroughput": speed, "uploadThroughput": speed}
        session.send("Network.emulateNetworkConditions", conditions)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="commit" if network else "networkidle")
    while page.evaluate("window.readable") is None:  # wait_for_function would need eval, which our policy forbids
        page.wait_for_timeout(100)
    return page, wire


def measure(browser: Browser, address: str, network: tuple[int, int], whole: dict[str, tuple[int, int]]) -> Reading:
    """One throttled load."""
    page, wire = load(browser, address, network)
    origin, readable = page.evaluate("[performance.timeOrigin, window.readable]")
    size, requests = wire.until((origin + readable) / 1000 - wire.clock, whole)
    page.context.close()
    return Reading(readable / 1000, size, requests)


def weigh(browser: Browser, address: str) -> dict[str, tuple[int, int]]:
    """Everything that a page fetches in the end, measured without throttling."""
    page, wire = load(browser, address, None)
    page.context.close()
    return wire.sizes()


def median(readings: list[Reading]) -> Reading:
    """The middle of each value on its own."""
    values = zip(*((one.seconds, one.size, one.requests) for one in readings), strict=True)
    seconds, size, requests = (statistics.median(value) for value in values)
    return Reading(seconds, round(size), round(requests))


def compare(browser: Browser, root: str, path: str, rounds: int) -> Iterator[tuple[str, ...]]:
    """The rows of the table for one page."""
    whole = {kind: weigh(browser, f"{root}{kind}/{path}") for kind in KINDS}
    for name, network in NETWORKS.items():
        found: dict[str, list[Reading]] = {kind: [] for kind in KINDS}
        for _ in range(rounds):
            for kind in KINDS:
                found[kind].append(measure(browser, f"{root}{kind}/{path}", network, whole[kind]))
        middle = {kind: median(readings) for kind, readings in found.items()}
        for kind, one in middle.items():
            all_bytes = sum(packed for _, packed in whole[kind].values())
            times = one.seconds / middle["ours"].seconds if kind == "stock" else middle["ours"].seconds / one.seconds
            ratio = {"ours": "", "bare": f"ours takes {times:.2f} ×", "stock": f"ours is {times:.1f} × quicker"}[kind]
            yield (name, path, kind, f"{one.seconds:.2f}", f"{one.size}", f"{one.requests}", f"{all_bytes}",
                   f"{len(whole[kind])}", ratio)  # fmt: skip


def main() -> None:
    """Builds the three, serves them, measures and prints the table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", type=Path, help="our site, already built")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", nargs="+", default=PAGES)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = Path(folder) / "served"
        if options.site:
            shutil.copytree(options.site, place / "ours")
        else:
            build(ROOT, place / "ours")
        build(make_stock(Path(folder) / "stock"), place / "stock")
        for path in options.pages:
            make_bare(place / "ours", place / "bare", path)
        chromium = next(found for name in ("chromium", "google-chrome") if (found := shutil.which(name)))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        print(f"Chromium {browser.version}, {options.rounds} rounds, load {os.getloadavg()[0]:.1f}\n")
        print("| network | page | what | readable, s | bytes | requests | bytes in all | requests in all | |")
        print("|---|---|---|--:|--:|--:|--:|--:|---|")
        with serve(place) as root:
            for path in options.pages:
                for row in compare(browser, root, path, options.rounds):
                    print("| " + " | ".join(row) + " |", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
