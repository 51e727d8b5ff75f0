"""A small library that can be taken along, and its editions; the real one's, for what only real texts can show."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import DAY, ROOT, environment, make_tiny_site, newest_day

from fhp.content.library import Library, load_library

POCKET = Path(__file__).parent / "editions/pocket"


def make_pocket(target: Path) -> Path:
    """The tiny library with what the editions ask for: a page for help, a tool, the offline page."""
    settings = make_tiny_site(target) / "mkdocs.yml"
    shutil.copytree(POCKET, target, dirs_exist_ok=True)
    rows = "".join(
        f"  - {path.relative_to(POCKET / 'docs/es')}\n" for path in sorted((POCKET / "docs/es").rglob("*.md"))
    )
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("\ntheme:", f"\n{rows}\ntheme:".replace("\n\n", "\n"), 1), encoding="utf-8")
    return target


def make_all(library: Path, *options: str, **more: str) -> subprocess.CompletedProcess[str]:
    """What `make editions` calls once the site is built."""
    command = [sys.executable, "-m", "fhp.cli", "editions", *options]
    return subprocess.run(command, cwd=library, env=environment(**more), text=True, capture_output=True, check=False)


@pytest.fixture(scope="session")
def pocket(once, build_site: Callable[..., Path]) -> Path:
    """The folder of the small library, built, with all its editions in site/offline/."""

    def fill(folder: Path) -> None:
        build_site(make_pocket(folder))
        for options in ([], ["--discreet"]):
            done = make_all(folder, *options)
            assert done.returncode == 0, done.stdout + done.stderr

    return once("pocket", fill)


@pytest.fixture(scope="session")
def pocket_library(pocket: Path) -> Library:
    """The same, as fhp knows it."""
    return load_library(pocket, DAY)[0]


@pytest.fixture(scope="session")
def real_library() -> Library:
    """The real library on its newest day."""
    return load_library(ROOT, newest_day())[0]


@pytest.fixture(scope="session")
def real_editions(once, real_library: Library, real_site: Path) -> Path:
    """The folder of the real library's editions in its first language: what only real texts can show, and weigh."""
    from fhp.editions.make import KINDS
    from fhp.editions.making import Making

    def fill(folder: Path) -> None:
        folder.mkdir()
        for make in KINDS.values():
            for name, content in make(Making(real_library.editions["es"]), real_site).items():
                (folder / name).write_bytes(content)

    return once("real-editions", fill)
