"""Spelling: every word of every text is in a dictionary or in our own list."""

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, missing, run
from shelves import change, read_library

from fhp.content.library import load_library
from fhp.rules.spelling import check_spelling, load_list, sort_words

PAGE = "docs/es/strategies/networks.md"


@pytest.fixture(autouse=True, scope="module")
def speller() -> None:
    """hunspell with the dictionaries that our languages name."""
    if not shutil.which("hunspell"):
        missing("hunspell hunspell-es hunspell-en-gb")
    for dictionary in ("es_MX", "en_GB"):
        done = subprocess.run(
            ["hunspell", "-d", dictionary, "-l"], input="", capture_output=True, text=True, check=False
        )
        if done.returncode or "Can't open" in done.stderr:
            missing("hunspell-es hunspell-en-gb")


@pytest.fixture
def library(tiny_site: Path) -> Path:
    """A tiny library with our own words, so that only what a test adds can be unknown."""
    shutil.copytree(ROOT / "data/spelling", tiny_site / "data/spelling")
    return tiny_site


def unknown(root: Path) -> list[tuple[str, int, str]]:
    return [(p.path, p.line, dict(p.values)["value"]) for p in check_spelling(read_library(root))]


def test_no_word_of_the_real_library_is_unknown():
    library, _ = load_library(ROOT)
    assert [(p.path, p.line, dict(p.values)["value"]) for p in check_spelling(library)] == []


def test_our_own_words_are_sorted_and_each_is_needed_once():
    for path in (ROOT / "data/spelling").glob("*.txt"):
        words = path.read_text(encoding="utf-8").splitlines()
        assert words == sort_words(set(words)), path.name


def test_an_unknown_word_fails_with_its_file_its_line_and_a_suggestion(library: Path):
    change(library / PAGE, "Porque nadie se salva sola.", "Porque nadie\nse salva szola.")
    done = run("fhp.cli", "spelling", cwd=library)
    assert done.returncode == 1
    assert f"{PAGE}:19: 'szola' no está en el diccionario (es)" in done.stdout
    assert "[unknown-word]. ¿Querías decir 'sola'?" in done.stdout


def test_one_command_accepts_a_word(library: Path):
    change(library / PAGE, "sola.", "acompañandonosx.")
    assert run("fhp.cli", "spelling", "--accept", "acompañandonosx", "--language", "es", cwd=library).returncode == 0
    words = (library / "data/spelling/es.txt").read_text(encoding="utf-8").splitlines()
    assert "acompañandonosx" in words and words == sort_words(words)
    assert unknown(library) == []
    assert "acompañandonosx" not in load_list(library, "en")


@pytest.mark.parametrize(
    "arguments", [["dos palabras", "--language", "es"], ["palabra"], ["palabra", "--language", "xx"]]
)
def test_what_is_no_word_or_of_no_language_is_not_accepted(library: Path, arguments: list[str]):
    before = load_list(library, "es")
    assert run("fhp.cli", "spelling", "--accept", *arguments, cwd=library).returncode == 1
    assert load_list(library, "es") == before


@pytest.mark.parametrize(
    "text",
    [
        "`qwxyz`",
        "```\nqwxyz\n```",
        "[palabra](qwxyz.md)",
        "Dice[^small-book].",
        "<!-- qwxyz -->",
        "Va {#qwxyz}",
        "https://qwxyz.example/qwxyz",
        '!!! note "Algo"\n    Sí.',
        "El 40qwxyz.",
        "Dice «the networks», *because of women*.",
        "El Allied Group, grupo aliado.",
        "Como en *Small book*.",
    ],
)
def test_what_a_reader_does_not_read_as_a_word_of_that_language_is_left_alone(library: Path, text: str):
    change(library / PAGE, "Porque nadie se salva sola.", text)
    assert unknown(library) == []


def test_another_language_outside_a_quotation_is_unknown(library: Path):
    change(library / PAGE, "Porque nadie se salva sola.", "Porque because women.")
    assert {word for _, _, word in unknown(library)} == {"because", "women"}


def test_a_word_unknown_in_every_language_is_unknown_in_a_quotation_too(library: Path):
    change(library / PAGE, "Porque nadie se salva sola.", "Dice «qwxyz».")
    assert unknown(library) == [(PAGE, 18, "qwxyz")]


def test_accents_count(library: Path):
    change(library / PAGE, "Porque nadie se salva sola.", "La proteccion.")
    assert [word for _, _, word in unknown(library)] == ["proteccion"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (PAGE, "brief: Las redes salvan.", "brief: Las redes qwxyz."),
        (PAGE, "description: Una estrategia.", "description: Una qwxyz."),
        ("docs/en/dialogues/talk.md", "en: Online", "en: Qwxyz"),
        ("data/glossary.yaml", "en: What sustains life.", "en: What qwxyz life."),
        ("data/timeline.yaml", "es: Un encuentro.", "es: Un qwxyz."),
        ("resources.yaml", "es: Acompaña a defensoras.", "es: Acompaña qwxyz."),
        ("data/words/en.yaml", "menu: Menu", "menu: Menu qwxyz"),
    ],
)
def test_every_text_is_read_wherever_it_stands(library: Path, name: str, old: str, new: str):
    change(library / name, old, new)
    found = unknown(library)
    assert [(path, word.casefold()) for path, _, word in found] == [(name, "qwxyz")]
    row = (library / name).read_text(encoding="utf-8").split("\n")[found[0][1] - 1]
    assert "qwxyz" in row.casefold()


def test_names_are_right_as_they_are(library: Path):
    change(library / "resources.yaml", "name: {es: Grupo Aliado, en: Allied Group}", "name: {es: Qwxyz, en: Qwxyz}")
    change(library / "docs/en/strategies/networks.md", "Because no one is saved alone.", "Qwxyz's way, or Qwxyz’s.")
    assert unknown(library) == []


def test_a_language_without_a_dictionary_is_not_read(library: Path):
    change(library / "data/words/es.yaml", "dictionary: es_MX", "dictionary:")
    change(library / PAGE, "Porque nadie se salva sola.", "Qwxyz.")
    assert unknown(library) == []


def test_without_the_speller_one_line_says_what_to_install(library: Path):
    done = run("fhp.cli", "spelling", cwd=library, PATH="/nowhere")
    assert done.returncode == 1
    assert done.stdout.strip().count("\n") == 0 and "apt-get install hunspell" in done.stdout


def test_a_dictionary_that_is_not_there_is_named(library: Path):
    change(library / "data/words/es.yaml", "dictionary: es_MX", "dictionary: xx_XX")
    done = run("fhp.cli", "spelling", cwd=library)
    assert done.returncode == 1 and "xx_XX" in done.stdout and "Traceback" not in done.stdout
