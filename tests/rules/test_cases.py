"""Each mistake an editor can make, in a folder of its own: files laid over the tiny library, and what is said."""

import re
import shutil
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, run

from fhp.messages_page import render_messages

CASES = Path(__file__).parent / "cases"
MESSAGES = yaml.safe_load((ROOT / "fhp/messages.yaml").read_text(encoding="utf-8"))
RULES = sorted(set(MESSAGES) - {"did-you-mean"})
ELSEWHERE = {  # what no single file of a page can break
    "too-heavy",  # of the finished site: tests/test_page_weight.py
    "unknown-word",  # found by hunspell: tests/test_spelling.py
    "unreadable-markdown",  # of an extension: tests/text/test_rendering.py
    "missing-word", "word-placeholder", "language-started",  # of a whole language: tests/test_i18n.py
}  # fmt: skip


def lay_over(case: Path, library: Path) -> None:
    """Copies the case's files over the library; a file that is empty and named *.gone takes its namesake away."""
    for path in case.rglob("*"):
        target = library / path.relative_to(case)
        if path.is_dir() or path.name in ("expected.txt", "why.txt"):
            continue
        if path.suffix == ".gone":
            target.with_suffix("").unlink()
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


@pytest.mark.parametrize("rule", [path.name for path in sorted(CASES.iterdir()) if path.is_dir()])
def test_the_mistake_gets_its_one_clear_line(rule, tiny_site):
    case = CASES / rule
    lay_over(case, tiny_site)
    done = run("fhp.cli", "check", "--notices", cwd=tiny_site)
    expected = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    lines = [line for line in done.stdout.splitlines() if "[translation-" not in line or rule in line]
    assert lines[:-1] == expected
    assert any(f"[{rule}]" in line for line in expected)
    assert done.returncode == (0 if MESSAGES[rule].get("severity") == "notice" else 1)


def test_the_tiny_library_itself_has_no_mistake(tiny_site):
    done = run("fhp.cli", "check", cwd=tiny_site)
    assert done.returncode == 0, done.stdout


def test_every_rule_has_its_case_and_every_case_its_rule():
    assert sorted({path.name for path in CASES.iterdir()} | ELSEWHERE) == RULES


def test_the_page_of_messages_explains_every_rule_as_it_is_now():
    written = (ROOT / "MESSAGES.md").read_text(encoding="utf-8")
    assert written == render_messages(ROOT), "fhp messages"
    assert re.findall(r"^## `(.*)`$", written, re.MULTILINE) == RULES


def test_all_mistakes_are_reported_at_once_and_a_strict_build_stops_without_a_traceback(tiny_site):
    rules = ("unknown-source", "end-before-start", "missing-language")  # in three files
    for rule in rules:
        lay_over(CASES / rule, tiny_site)
    done = run("mkdocs", "build", "--strict", cwd=tiny_site)
    assert done.returncode == 1
    for rule in rules:
        assert done.stdout.count(f"[{rule}]") >= 1
    lines = [line for line in done.stdout.splitlines() if "[unknown-source]" in line]
    assert len(lines) == len(set(lines)), "told once, not once per language"
    assert "Traceback" not in done.stdout
