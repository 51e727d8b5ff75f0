"""Translating: the table, the table for a pull request, and what changed since a translation was stamped."""

import subprocess
from pathlib import Path

import pytest
from conftest import run
from shelves import change

ES, EN = "docs/es/strategies/accompaniment.md", "docs/en/strategies/accompaniment.md"


def git(library: Path, *arguments: str) -> None:
    names = ("-c", "user.name=a", "-c", "user.email=a@b.invalid", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *names, *arguments], cwd=library, check=True, capture_output=True)


@pytest.fixture
def kept(tiny_site: Path) -> Path:
    """The tiny library in git, its translations stamped."""
    git(tiny_site, "init", "-q")
    git(tiny_site, "add", "-A")
    git(tiny_site, "commit", "-qm", "a")
    return tiny_site


def rewrite(library: Path) -> None:
    """The original changes in three places, in two commits."""
    change(library / ES, "brief: Estar al lado.", "brief: Estar al lado, siempre.")
    git(library, "commit", "-qam", "b")
    change(library / ES, "Porque alguien está.", "Porque alguien está cerca.\n\n## Un paso {#step}\n\nPreguntar.")
    git(library, "commit", "-qam", "c")


def ask(library: Path, *arguments: str, code: int = 0) -> str:
    done = run("fhp.cli", "translations", *arguments, cwd=library)
    assert done.returncode == code, done.stdout
    return done.stdout


@pytest.mark.parametrize("path", [EN, ES])
def test_the_translator_sees_what_changed_where_it_stands_and_where_its_translation_stands(kept: Path, path: str):
    rewrite(kept)
    assert (
        ask(kept, "--diff", path)
        == f"""\
[-antes-] {{+ahora+}} / [-before-] {{+now+}}

{ES}:9 «brief» → {EN}:9
    Estar al [-lado.-] {{+lado, siempre.+}}

{ES}:16 «Por qué protege» → {EN}:17
    Porque alguien [-está.-] {{+está cerca.+}}

{ES}:18 «Un paso» → {EN}
    {{+## Un paso {{#step}}

    Preguntar.+}}
"""
    )


def test_a_page_that_got_another_name_is_found_under_its_former_one(kept: Path):
    assert run("fhp.cli", "move", "strategies/accompaniment.md", "strategies/beside.md", cwd=kept).returncode == 0
    git(kept, "add", "-A")
    git(kept, "commit", "-qm", "b")
    change(kept / "docs/es/strategies/beside.md", "Porque alguien está.", "Porque alguien viene.")
    assert "Porque alguien [-está.-] {+viene.+}" in ask(kept, "--diff", "docs/en/strategies/beside.md")


def test_where_there_is_nothing_to_compare_one_line_says_why(kept: Path):
    assert ask(kept, "--diff", EN) == (
        f"{EN}: nada cambió en {ES} desde que se selló / nothing changed in {ES} since it was stamped\n"
    )
    change(kept / EN, "translation_of: '0a236174e74f'\n", "")
    assert ask(kept, "--diff", EN).startswith(f"{EN}: nadie la ha sellado todavía: compárela entera con {ES} / ")
    change(kept / EN, "sources: [second-report]\n", "sources: [second-report]\ntranslation_of: '000000000000'\n")
    assert ask(kept, "--diff", EN).startswith(f"{EN}: la historia de git no guarda la {ES} de la que se hizo")
    (kept / EN).unlink()
    assert ask(kept, "--diff", EN) == f"{EN}: falta esa traducción / there is no such translation\n"
    assert "is no translation of any page" in ask(kept, "--diff", "docs/en/nothing.md", code=1)
    assert "is no translation of any page" in ask(kept, "--diff", "resources.yaml", code=1)


def test_without_git_there_is_no_traceback(tiny_site: Path):
    change(tiny_site / ES, "Porque alguien está.", "Porque alguien viene.")
    assert f"{EN}: la historia de git no guarda la {ES}" in ask(tiny_site, "--diff", EN)
    assert "strategies/accompaniment.md: ?" in ask(tiny_site)


def test_a_pull_request_gets_a_table_of_what_somebody_must_look_at(kept: Path):
    everything = ask(kept, "--markdown")
    assert everything == "al día / up to date: 11 · atrasada / behind: 0 · falta / missing: 0\n"
    rewrite(kept)
    (kept / "docs/en/news/meeting.md").unlink()
    assert (
        ask(kept, "--markdown")
        == """\
al día / up to date: 9 · atrasada / behind: 1 · falta / missing: 1

| Página / page | Lengua / language | Estado / state | Qué cambió / what changed |
| --- | --- | --- | --- |
| `news/meeting.md` | en | falta / missing |  |
| `strategies/accompaniment.md` | en | atrasada / behind | brief; Por qué protege; Un paso |
"""
    )
