"""Tools: what a group can do, as a model, as a list above the text, and on paper."""

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import html5lib
import pytest
from conftest import ROOT, missing, run
from shelves import change

from fhp.content.library import load_library
from fhp.content.pages import Page, Tool

TOOL = """---
id: tool-listening
title: {title}
description: {title}.
type: tool
created: 2026-11-21
updated: 2026-11-21
original: es
brief: {title}.
time: 30
people: {{min: 4, max: 12}}
materials: [{paper}]
audience: {title}.
not_for: {title}.
risks: [{paper}., {title}.]
ours: true
sources: [small-book]
related: [accompaniment]
---

1. {title} (30 min)[^small-book].
"""
WORDS = {"es": ("Escuchar", "Papel lápiz"), "en": ("Listening", "Paper pencil")}
ES = "docs/es/tools/listening.md"


@pytest.fixture
def with_tool(tiny_site: Path) -> Path:
    """The tiny library with a tool in both languages, its translation accepted."""
    for code, (title, paper) in WORDS.items():
        path = tiny_site / f"docs/{code}/tools/listening.md"
        path.parent.mkdir()
        path.write_text(TOOL.format(title=title, paper=paper), encoding="utf-8")
    change(tiny_site / "mkdocs.yml", "  - strategies/index.md\n", "  - strategies/index.md\n  - tools/listening.md\n")
    assert run("fhp.cli", "translations", "--accept", "docs/en/tools/listening.md", cwd=tiny_site).returncode == 0
    return tiny_site


def test_a_tool_says_above_its_text_what_it_asks_of_a_group(with_tool: Path, build_site):
    site = build_site(with_tool)
    html = (site / "tools/listening/index.html").read_text(encoding="utf-8")
    html5lib.HTMLParser(strict=True).parse(html)
    sheet = re.search(r'<dl class="sheet">.*?</dl>', html, re.DOTALL)[0]
    assert re.findall("<dt>(.*?)</dt>", sheet) == [
        "Tiempo", "Personas", "Hace falta", "Para quién", "Qué no es", "Riesgos",
        "Adónde acudir",
    ]  # fmt: skip
    assert (
        "<dd>30 minutos</dd>" in sheet and "<dd>de 4 a 12</dd>" in sheet and "<dd>Papel lápiz. Escuchar.</dd>" in sheet
    )
    assert "Propuesta de esta biblioteca" in html.partition("<dl")[0]
    accompaniment = (site / "strategies/accompaniment/index.html").read_text(encoding="utf-8")
    assert "<h3>Herramientas</h3>" in accompaniment
    assert "<dd>4 to 12</dd>" in (site / "en/tools/listening/index.html").read_text(encoding="utf-8")
    assert "<dt>Tiempo</dt>" in (site / "feed_rss_created.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("time: 30", "time: media hora", "[wrong-value]. Se espera / Expected: un número"),
        ("time: 30", "time: 0", "[wrong-value]. Se espera / Expected: ≥ 1"),
        ("max: 12", "max: 3", "[wrong-value]. Se espera / Expected: ≥ 4"),
        ("materials: [Papel lápiz]", "materials: []", "al menos uno / at least one"),
        ("sources: [small-book]\n", "", "'sources'"),
        ("not_for: Escuchar.", "not_for: <b>Escuchar</b>.", "[markup-in-text]"),
        ("audience: Escuchar.", "audience: 14 grupos.", "'14'"),
        ("people: {min: 4", "people: {min: 5", "[pair-differs]"),
    ],
)
def test_a_slip_in_what_a_tool_says_of_itself_is_named(with_tool: Path, old: str, new: str, said: str):
    change(with_tool / ES, old, new)
    if "14" in new:  # figures are compared in pairs that count as up to date
        run("fhp.cli", "translations", "--accept", "docs/en/tools/listening.md", cwd=with_tool)
    done = run("fhp.cli", "check", cwd=with_tool)
    assert done.returncode == 1 and said in done.stdout, done.stdout


STEPS = re.compile(r"^## .*\{#steps\}$(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)
MINUTES = re.compile(r"^\d+\. \*\*.*?\*\* \((\d+) \w+\)", re.MULTILINE)
WORD = re.compile(r"[^\W\d_]+")  # the number of a note stands nearer to its word in one text than in the other
PAPER = {"A4": 8.27, "Letter": 8.5}  # inches across
MARGIN = 0.4  # of a sheet as browsers print it unasked, in inches
SIDES = 2


def tools() -> list[Page]:
    """Every tool of this library, in both languages."""
    return [page for page in load_library(ROOT)[0].pages if isinstance(page.meta, Tool)]


@pytest.mark.parametrize("page", tools(), ids=lambda page: page.name)
def test_a_tool_counts_its_minutes_and_says_when_to_stop_and_where_to_turn(page: Page):
    steps = STEPS.search(page.body)
    assert steps and sum(map(int, MINUTES.findall(steps[1]))) == page.meta.time
    assert len(MINUTES.findall(steps[1])) == len(re.findall(r"^\d+\. ", steps[1], re.MULTILINE))
    assert "{#stop}" in page.body and "](../directory/support.md)" in page.body
    assert page.meta.ours


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("page", tools(), ids=lambda page: page.name)
def test_a_tool_is_one_sheet_of_paper_with_every_word_on_it(
    browser, real_site: Path, tmp_path: Path, page: Page, paper: str
):
    if not shutil.which("pdftotext"):
        missing("poppler-utils")
    prefix = "" if page.language == "es" else f"{page.language}/"
    reader = browser.new_page(viewport={"width": int((PAPER[paper] - 2 * MARGIN) * 96), "height": 900})
    reader.goto((real_site / prefix / page.url / "index.html").as_uri())
    reader.emulate_media(media="print")
    assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")
    read = Counter(WORD.findall(reader.inner_text("article")))
    margin = dict.fromkeys(("top", "right", "bottom", "left"), f"{MARGIN}in")
    reader.pdf(path=tmp_path / "tool.pdf", format=paper, margin=margin)
    reader.close()
    done = subprocess.run(["pdftotext", tmp_path / "tool.pdf", "-"], capture_output=True, text=True, check=True)
    assert done.stdout.count("\f") <= SIDES
    assert not read - Counter(WORD.findall(done.stdout))
