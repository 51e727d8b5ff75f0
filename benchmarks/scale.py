"""Scale: the same library with 100, 400 and 1,600 pages in each language, built by the same commands.

    .venv/bin/python benchmarks/scale.py               # --sizes 100 400, --rounds 1

Per size: pages of HTML that were built (organisations and lists included), their weight after gzip, the build's
seconds (of the clock, and of the processor, which other work on the machine disturbs less) and its peak memory, from
the child's own account (wait4). A page may not weigh more because there are more of them: *same pages* are those that
every size has, written by people. Rounds take turns; the medians are shown.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.generate import ROOT, generate
from fhp.content.library import load_library
from fhp.finish.weight import Weight, weigh_site

SIZES = (100, 400, 1600)


@dataclass(frozen=True)
class Build:
    """One build: pages of HTML, seconds of the clock and of the processor, peak memory in bytes."""

    pages: int
    clock: float
    processor: float
    memory: int


def build(repository: Path, site: Path) -> Build:
    """Builds once, in a process of its own."""
    shutil.rmtree(site, ignore_errors=True)
    begun = time.monotonic()
    # not --quiet, which would also spare it the work of reporting
    child = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "-d", str(site)],
        cwd=repository, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, used = os.wait4(child.pid, 0)
    clock = time.monotonic() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{repository}: mkdocs build failed")
    pages = sum(1 for _ in site.rglob("*.html"))
    return Build(pages, clock, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)  # Linux counts in KiB


def median(builds: list[Build]) -> Build:
    """The middle of each value on its own."""
    take = statistics.median
    memory = round(take(one.memory for one in builds))
    return Build(builds[0].pages, take(one.clock for one in builds), take(one.processor for one in builds), memory)


def find_own() -> set[str]:
    """The pages that people wrote, as files below the site."""
    library, _ = load_library(ROOT)
    prefixes = {language.code: language.prefix for language in library.languages}
    return {f"{prefixes[page.language]}{page.url}index.html" for page in library.pages}


def average(weights: list[Weight]) -> int:
    """Bytes after gzip of the average page."""
    return sum(weight.gzip for weight in weights) // len(weights)


def render_row(size: int, build: Build, weights: list[Weight], own: set[str]) -> str:
    """One size, as a row of the table."""
    same = [weight for weight in weights if weight.path in own]
    cells = [
        f"{size}", f"{build.pages}", f"{average(weights)}", f"{weights[0].gzip} ({weights[0].path})",
        f"{average(same)}", f"{build.clock:.1f}", f"{1000 * build.clock / build.pages:.1f}", f"{build.processor:.1f}",
        f"{1000 * build.processor / build.pages:.1f}", f"{build.memory / 1e6:.0f}",
    ]  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def render_ratio(smallest: Build, largest: Build, sizes: tuple[int, int]) -> str:
    """How much dearer a page is in the largest library than in the smallest."""
    by_clock = (largest.clock / largest.pages) / (smallest.clock / smallest.pages)
    by_processor = (largest.processor / largest.pages) / (smallest.processor / smallest.pages)
    return f"time per page, {sizes[1]} : {sizes[0]} = {by_processor:.2f} (processor), {by_clock:.2f} (clock)"


def main() -> None:
    """Generates, builds in turns, weighs and prints the table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="pages in each language, smallest first")
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = {size: Path(folder) / str(size) for size in options.sizes}
        for size in options.sizes:
            generate(place[size] / "library", size)
        builds: dict[int, list[Build]] = {size: [] for size in options.sizes}
        for _ in range(options.rounds):
            for size in options.sizes:
                builds[size].append(build(place[size] / "library", place[size] / "site"))
        middle = {size: median(found) for size, found in builds.items()}
        own = find_own()
        print("| pages a language | HTML pages | average, B | heaviest, B | same pages, B | s | ms a page | CPU s "
              "| CPU ms a page | peak MB |")  # fmt: skip
        print("|--:|--:|--:|---|--:|--:|--:|--:|--:|--:|")
        for size in options.sizes:
            print(render_row(size, middle[size], weigh_site(place[size] / "site"), own))
        first, last = options.sizes[0], options.sizes[-1]
        print(f"\nload {os.getloadavg()[0]:.1f}; " + render_ratio(middle[first], middle[last], (first, last)))


if __name__ == "__main__":
    main()
