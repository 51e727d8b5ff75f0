"""Each mistake an editor can make, in a folder of its own: files laid over the tiny library, and what is said.

After a change of a message: `pytest tests/rules/test_cases.py --save`, and read the difference.
"""

import re
import shutil
from pathlib import Path

import pytest
import yaml
from conftest import DAY, ROOT, run

from fhp.check import check, print_problems
from fhp.messages_page import render_messages

CASES = Path(__file__).parent / "cases"
MESSAGES = yaml.safe_load((ROOT / "fhp/messages.yaml").read_text(encoding="utf-8"))
RULES = sorted(set(MESSAGES) - {"did-you-mean"})
ELSEWHERE = {  # what no single file of a page can break
    "too-heavy",  # of the finished site: tests/test_page_weight.py
    "unknown-word",  # found by hunspell: tests/test_spelling.py
    "wrong-row", "double-nav", "missing-row", "no-such-hook", "unknown-locale",  # tests/content/test_settings.py
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


def told_of(rule: str, lines: list[str]) -> list[str]:
    """Without what is said of a translation that the case leaves behind, unless that is the case."""
    return [line for line in lines if "[translation-" not in line or rule in line]


@pytest.mark.parametrize("rule", [path.name for path in sorted(CASES.iterdir()) if path.is_dir()])
def test_the_mistake_gets_its_one_clear_line(rule, tiny_site, capsys, monkeypatch, pytestconfig):
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)  # there each line is said twice
    case = CASES / rule
    lay_over(case, tiny_site)
    errors = print_problems(check(tiny_site, DAY)[1])
    lines = told_of(rule, capsys.readouterr().out.splitlines())
    if pytestconfig.getoption("save"):
        (case / "expected.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    assert lines == (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert any(f"[{rule}]" in line for line in lines)
    assert bool(errors) == (MESSAGES[rule].get("severity") != "notice")


@pytest.mark.parametrize(
    "rule", ["unknown-source", "translation-behind", "missing-file"]
)  # the last: nothing can be read
def test_the_command_says_the_same_and_counts(rule, tiny_site):
    lay_over(CASES / rule, tiny_site)
    done = run("fhp.cli", "check", "--notices", cwd=tiny_site, alone=True)
    *lines, counted = done.stdout.splitlines()
    expected = (CASES / rule / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert told_of(rule, lines) == expected
    assert re.fullmatch(r"(\d+) error\(es\), (\d+) aviso\(s\) / \1 error\(s\), \2 notice\(s\)", counted)
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
