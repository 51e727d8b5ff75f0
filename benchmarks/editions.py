"""Editions: what it takes to make them for 100 and for 400 pages in each language, and what they then weigh.

    .venv/bin/python benchmarks/editions.py            # --sizes 100 400

Per size: pages of HTML in the site, seconds of the clock and of the processor, and peak memory of `fhp editions` alone,
from the child's own account (wait4); the site is built before. Below the table, how much dearer a page is in the
largest library than in the smallest: 1.00 is in proportion.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.generate import generate
from benchmarks.scale import Build, build

SIZES = (100, 400)


def make_editions(library: Path) -> Build:
    """Makes them once, in a process of its own, from the site that is there."""
    begun = time.monotonic()
    child = subprocess.Popen([sys.executable, "-m", "fhp.cli", "editions"], cwd=library, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    clock = time.monotonic() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{library}: fhp editions failed")
    pages = sum(1 for _ in (library / "site").rglob("index.html"))
    return Build(pages, clock, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)  # Linux counts in KiB


def render_row(size: int, made: Build, folder: Path) -> str:
    """One size, as a row of the table."""
    kinds = [folder / f"biblioteca-PIF.{ending}" for ending in ("zip", "zim", "html", "epub", "pdf")]
    weights = [f"{file.stat().st_size // 1000}" for file in kinds]
    cells = [f"{size}", f"{made.pages}", f"{made.clock:.1f}", f"{made.processor:.1f}",
             f"{1000 * made.processor / made.pages:.1f}", f"{made.memory / 1e6:.0f}", *weights]  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Generates, builds, makes the editions and prints the table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="pages in each language, smallest first")
    options = parser.parse_args()
    made: dict[int, Build] = {}
    print("| pages a language | HTML pages | s | CPU s | CPU ms a page | peak MB | ZIP kB | ZIM | HTML | EPUB | PDF |")
    print("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            library = Path(folder) / "library"
            generate(library, size)
            build(library, library / "site")
            made[size] = make_editions(library)
            print(render_row(size, made[size], library / "site/offline"), flush=True)
    first, last = made[options.sizes[0]], made[options.sizes[-1]]
    by_time = (last.processor / last.pages) / (first.processor / first.pages)
    by_memory = (last.memory / last.pages) / (first.memory / first.pages)
    sizes = f"{options.sizes[-1]} : {options.sizes[0]}"
    print(
        f"\nload {os.getloadavg()[0]:.1f}; a page, {sizes} = {by_time:.2f} (processor), {by_memory:.2f} (peak memory)"
    )


if __name__ == "__main__":
    main()
