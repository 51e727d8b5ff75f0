"""Untranslated: what was left in another language is seen, and what stands there on purpose is left alone."""

import re
from pathlib import Path

import pytest
from conftest import DAY, ROOT
from shelves import change

from fhp.check import check
from fhp.content.library import load_library
from fhp.rules.untranslated import check_untranslated

ES, EN = "docs/es/strategies/accompaniment.md", "docs/en/strategies/accompaniment.md"
SPANISH = "Cuando alguien está cerca, el miedo pesa menos y se puede pensar qué hacer."
ENGLISH = "When someone is near, fear weighs less and it can be thought what to do."


def told(library: Path) -> list[tuple[str, int]]:
    return [(found.path, found.line) for found in check(library, DAY)[1] if found.rule == "untranslated"]


@pytest.mark.parametrize(
    ("path", "old", "new", "line"),
    [
        (EN, "Because someone is there.", SPANISH, 17),
        (ES, "Porque alguien está.", ENGLISH, 16),
        (EN, "Because someone is there.", f"- One.\n- {SPANISH}", 18),
        (EN, "Being at her side.", SPANISH, 9),
        (EN, "title: Accompaniment", "title: Estar al lado de quien lo pide", 3),
        (ES, "Otra estrategia.", "What it is and when it was begun.", 4),
    ],
)
def test_what_was_left_in_the_other_language_is_told_with_its_line(tiny_site: Path, path, old, new, line):
    change(tiny_site / path, old, new)
    assert told(tiny_site) == [(path, line)]


@pytest.mark.parametrize(
    "text",
    [
        f"She said: “{SPANISH}”",
        f"The book *{SPANISH}* is lost.",
        f"> {SPANISH}\n{{: lang=es }}",
        f'<q lang="es">{SPANISH}</q>',
        f"`{SPANISH}`",
        "Red de la Casa.",
        "The UN, JASS and the Red Nacional de Defensoras de Derechos Humanos en Honduras.",
    ],
)
def test_quotations_titles_names_and_short_lines_are_left_alone(tiny_site: Path, text: str):
    change(tiny_site / EN, "Because someone is there.", text)
    assert told(tiny_site) == []


def test_a_whole_page_that_was_only_copied_is_told_once(tiny_site: Path):
    change(tiny_site / ES, "Porque alguien está.", "\n\n".join([SPANISH] * 9))
    text = (tiny_site / ES).read_text(encoding="utf-8")
    (tiny_site / EN).write_text(text, encoding="utf-8")
    found = [one for one in check(tiny_site, DAY)[1] if one.rule == "untranslated"]
    assert [(one.path, one.line, dict(one.values)["more"]) for one in found] == [(EN, 16, "(+ 8)")]


def test_a_language_without_its_small_words_is_neither_judged_nor_suspected(tiny_site: Path):
    words = tiny_site / "data/words/es.yaml"
    text = re.sub(r"^small-words:.*\n(?:  .*\n)+", "", words.read_text(encoding="utf-8"), flags=re.MULTILINE)
    words.write_text(text, encoding="utf-8")
    change(tiny_site / EN, "Because someone is there.", SPANISH)
    change(tiny_site / ES, "Porque alguien está.", ENGLISH)
    assert told(tiny_site) == []


def test_no_false_alarm_on_the_real_pages():
    assert [*check_untranslated(load_library(ROOT)[0])] == []
