"""The fuzzer: mutants of everything that people write, from a fixed seed; by hand longer.

    FHP_MUTANTS=1000 python -m pytest tests/test_fuzz.py -n0          # more of them
    FHP_MUTANTS=1000 FHP_SEED=7 python -m pytest tests/test_fuzz.py   # others

Of each: the check ends without a traceback; every message names a file and a line of it, in the file that holds the
mistake (or in its twin, or in the file that names it); where the check has no error the strict build has none, and no
page that it makes has an element left open, an empty title, a marker left raw or a note lost; where the check has one,
the build refuses with it and not with a traceback.
"""

import datetime
import os
import random
import re
import shutil
from pathlib import Path

import html5lib
import pytest
from conftest import TODAY, make_tiny_site
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fhp.check import check
from fhp.problems import render, render_annotation

MUTANTS = int(os.environ.get("FHP_MUTANTS", "25"))
BUILT = int(os.environ.get("FHP_BUILT", str(max(4, MUTANTS // 10))))
SEED = int(os.environ.get("FHP_SEED", "20261121"))
DAY = datetime.date(2026, 11, 21)
# Pieces that people type, paste or lose, and that parsers trip over.
PIECES = (
    *"\"'[]{}()<>:#&*!|-?,`~^\\=+@%$/", "\t", " ", "  ", "\n", "\n\n", "\u00a0", "\u200b", "\u202e", "e\u0301",
    "\ufeff", "\x00", "---\n", "<!--", "-->", "]]>", "<b>", "</b>", "</div>", "<plaintext>", "<![x",
    "&bogus;", "&#x202e;", "[^x]", "[^second-report]",
    "[x](", "[x](index.md#%ff)", "## ", "# ", "- ", "1. ", "> ", "    ", "```\n", "!!! note\n",
    "| a | b |\n", "{#q}", "{: onclick=x}", "<!-- list: children -->", "no", "yes", "null", "2012", "19:30",
    "2026-02-30", "true", "~", "&x ", "*x", "<<: ", "? ", "!ENV X", "{date}", "{dato}", "{", "}", "“", "”", "«",
    "<<<<<<< HEAD\n",
    "https://", "http://red.example/x", "../", "\U0001f49c", "ñ", "\ufb01", "\U0001d4b3",
)  # fmt: skip
FILES = (
    "docs/es/strategies/accompaniment.md", "docs/en/strategies/accompaniment.md", "docs/es/dialogues/talk.md",
    "docs/es/news/meeting.md", "docs/es/index.md", "docs/es/framework/pillars/care.md", "resources.yaml",
    "data/glossary.yaml", "data/timeline.yaml", "data/words/es.yaml", "data/words/en.yaml", "mkdocs.yml",
)  # fmt: skip
OF_BOTH = {
    "broken-anchor",
    "broken-link",
    "not-in-nav",
    "unknown-related",
    "unknown-source",
}  # of who names and is named
WAYS = ("insert", "delete", "replace", "line-out", "line-twice", "indent", "swap", "value", "cut", "join")


def mutate(text: str, draw: random.Random) -> str:
    """The text with one slip in it."""
    way, at, piece = draw.choice(WAYS), draw.randrange(len(text)), draw.choice(PIECES)
    rows = text.split("\n")
    row = draw.randrange(len(rows))
    if way == "insert":
        return text[:at] + piece + text[at:]
    if way == "delete":
        return text[:at] + text[at + draw.randint(1, 6) :]
    if way == "replace":
        return text[:at] + piece + text[at + len(piece) :]
    if way == "cut":
        return text[:at]
    if way == "value":
        rows[row] = re.sub(r":.*", lambda _: f": {piece}", rows[row], count=1)
    elif way == "line-out":
        del rows[row]
    elif way == "line-twice":
        rows.insert(row, rows[row])
    elif way == "indent":
        rows[row] = draw.choice((" ", "  ", "   ", "\t", "\u00a0 ")) + rows[row]
    elif way == "join":
        rows[row : row + 2] = [" ".join(rows[row : row + 2])]
    elif row + 1 < len(rows):
        rows[row], rows[row + 1] = rows[row + 1], rows[row]
    return "\n".join(rows)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return make_tiny_site(tmp_path_factory.mktemp("fuzz") / "template")


def make_mutant(template: Path, root: Path, seed: int) -> str:
    """A library with one slip in one file, whose name is given back."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(template, root)
    draw = random.Random(seed)  # noqa: S311 - no secret
    name = draw.choice(FILES)
    text = mutate((root / name).read_text(encoding="utf-8"), draw)
    (root / name).write_text(text, encoding="utf-8", newline="")
    return name


def places(name: str) -> set[str]:
    """Where a mistake in that file may be told: there, and in its twin or in another file of words."""
    twins = {name.replace("/es/", "/en/"), name.replace("/en/", "/es/")} if name.startswith("docs/") else set()
    words = {"data/words/es.yaml", "data/words/en.yaml"} if name.startswith("data/words/") else set()
    return {name} | twins | words


def judge(root: Path, name: str) -> list[str]:
    """What is wrong with what the check says of the mutant; the mutant's own rules by the way."""
    _, problems = check(root, DAY)
    wrong = []
    for found in problems:
        line = render(found)
        if not (line + render_annotation(found)).isprintable():
            wrong.append(f"not on one line: {line!r}")
        path = root / found.path
        if path.is_file() and not 1 <= found.line <= path.read_bytes().count(b"\n") + 2:
            wrong.append(f"no such line: {line}")
    errors = [found for found in problems if not found.is_notice]
    if errors and not any(found.path in places(name) or found.rule in OF_BOTH for found in errors):
        wrong.append(f"{name} is not blamed: {render(errors[0])}")
    return wrong


def find_broken(site: Path) -> list[str]:
    """What a reader would see that no check told of."""
    found = []
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' in html:
            continue
        text = re.sub(r"<(code|script|style)\b.*?</\1>|<[^>]*>", "", html, flags=re.DOTALL)
        parser = html5lib.HTMLParser()
        parser.parse(html)
        found += [f"{path}: {fault}" for fault in parser.errors]
        found += [f"{path}: an empty title"] if re.search(r"<(?:title|h1)[^>]*>\s*</", html) else []
        found += [f"{path}: a raw marker"] if re.search(r"<!-- [a-z]+(?:: [a-z-]+)? -->", html) else []
        found += [f"{path}: a lost note"] if re.search(r"\[\^[a-z]", text) else []
        found += [f"{path}: {target}" for target in _lost_notes(html)]
    return found


def _lost_notes(html: str) -> list[str]:
    ids = set(re.findall(r'\sid="([^"]*)"', html))
    return [target for target in re.findall(r'href="#(fn[^"]*)"', html) if target not in ids]


def build(root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """A strict and quiet build: its exit code, and what it printed; a traceback is raised."""
    from click.testing import CliRunner
    from mkdocs.__main__ import cli

    monkeypatch.chdir(root)
    done = CliRunner().invoke(cli, ["build", "--strict", "--quiet", "--clean"])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


@settings(max_examples=MUTANTS, deadline=None, derandomize=SEED == 20261121, database=None,
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(seed=st.integers(0, 2**32))
def test_no_mutant_makes_the_check_die_or_blame_another(template, seed):
    root = template.parent / "mutant"
    name = make_mutant(template, root, seed ^ SEED)
    assert judge(root, name) == [], f"seed {seed ^ SEED}, {name}"


@pytest.mark.parametrize("seed", range(SEED, SEED + BUILT))
def test_check_and_build_answer_alike(template, tmp_path, seed, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    name = make_mutant(template, tmp_path / "mutant", seed)
    _, problems = check(tmp_path / "mutant", DAY)
    errors = [render(found) for found in problems if not found.is_notice]
    code, said = build(tmp_path / "mutant", monkeypatch)
    assert bool(code) == bool(errors), f"{name}: check {errors}, build {said[-600:]}"
    assert code or find_broken(tmp_path / "mutant/site") == [], name
