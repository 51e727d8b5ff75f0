"""How long the offline check of links takes with 300 organisations, and which part of a build that is.

    .venv/bin/python benchmarks/offline_links.py

The check is what every build does without asking the network: reading resources.yaml with the line of each value,
its models, and the rules of outer_links.py. Best of several runs, since other work on the machine only adds to it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from conftest import make_tiny_site  # noqa: E402 - the tests' own small library
from test_directory import many, write_directory  # noqa: E402

from fhp.content.languages import load_languages  # noqa: E402
from fhp.content.library import load_library  # noqa: E402
from fhp.content.resources import load_resources  # noqa: E402
from fhp.rules.outside_addresses import check_outer_links  # noqa: E402
from fhp.rules.personal_data import check_personal_data  # noqa: E402

ENTRIES, RUNS = 300, 9
TODAY = date(2026, 11, 21)


def best(job: Callable[[], object]) -> float:
    """Milliseconds of processor time of the quickest run."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        job()
        times.append((time.process_time() - start) * 1000)
    return min(times)


def build_time(site: Path) -> float:
    """Milliseconds of processor time of one whole build of that library."""
    before = os.times()
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795219200"}
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=site, env=environment, check=True)
    after = os.times()
    return (after.children_user + after.children_system - before.children_user - before.children_system) * 1000


def main() -> None:
    """Prints one line for each part."""
    with tempfile.TemporaryDirectory() as folder:
        site = write_directory(make_tiny_site(Path(folder) / "library"), *many(ENTRIES))
        languages = load_languages(site)
        codes = [language.code for language in languages]
        library, problems = load_library(site, TODAY)
        assert not problems
        parts = {
            "read and model resources.yaml": best(lambda: load_resources(site, languages[0].words, codes)),
            "judge every address": best(lambda: list(check_outer_links(library))),
            "look for people's data": best(lambda: list(check_personal_data(library))),
        }
        whole = build_time(site)
    links = parts["judge every address"]
    for name, spent in parts.items():
        print(f"{name:<32} {spent:8.1f} ms")
    print(f"{'all three':<32} {sum(parts.values()):8.1f} ms   {sum(parts.values()) / whole:.2%} of the build")
    print(f"{'links alone':<32} {links:8.1f} ms   {links / whole:.2%} of the build")
    print(f"{'the whole build':<32} {whole:8.0f} ms   {ENTRIES + 1} organisations, two languages")


if __name__ == "__main__":
    main()
