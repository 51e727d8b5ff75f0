"""Tools: what a group can do, as a model, as a list above the text, and on paper."""

import re
from pathlib import Path

import html5lib
import pytest
from conftest import run
from shelves import change

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
    ]  # fmt: skip
    assert "<dd>30 minutos</dd>" in sheet and "<dd>de 4 a 12</dd>" in sheet and "<dd>Papel lápiz.</dd>" in sheet
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
