"""Settings and words: one line at the right file for each slip, and no way in for what is not ours."""

import datetime
import re
from pathlib import Path

import pytest
from conftest import run

from fhp.check import check
from fhp.problems import Problem, render, render_annotation

DAY = datetime.date(2026, 11, 21)
EN = "        - locale: en\n          name: English\n"


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def errors(root: Path) -> list[Problem]:
    return [found for found in check(root, DAY)[1] if not found.is_notice]


def line_of(root: Path, name: str, piece: str) -> int:
    return (root / name).read_text(encoding="utf-8").split(piece)[0].count("\n") + 1


@pytest.mark.parametrize(("rule", "old", "new", "at"), [
    ("wrong-row", "  - news/index.md\n", "  - Noticias: news/index.md\n", "Noticias"),
    ("wrong-row", "  - news/index.md\n", "   - news/index.md\n", "   - news/index.md"),
    ("wrong-row", "  - news/index.md\n", "  -news/index.md\n", "-news/index.md"),
    ("wrong-name", "  - news/index.md\n", "  - news/mi indice.md\n", "mi indice"),
    ("odd-space", "  - news/index.md\n", "  -\u00a0news/index.md\n", "-\u00a0"),
    ("double-nav", "  - news/index.md\n", "  - index.md\n", None),
    ("missing-row", "  - footnotes\n", "", "markdown_extensions:"),
    ("missing-row", "  - hooks/policy.py", "  # - hooks/policy.py", "hooks:"),
    ("no-such-hook", "hooks/policy.py", "hooks/polici.py", "hooks/polici.py"),
    ("unknown-key", "copyright:", "copyrigth:", "copyrigth:"),
    ("unknown-key", "copyright:", "extra_javascript: [https://mal.example/x.js]\ncopyright:", "extra_javascript"),
    ("unknown-key", "copyright:", "use_directory_urls: false\ncopyright:", "use_directory_urls"),
    ("missing-key", "  custom_dir: overrides\n", "", "theme:"),
    ("broken-yaml", "copyright: CC BY-SA 4.0", "copyright: !!python/object/apply:os.system [x]", "copyright"),
    ("broken-yaml", "copyright: CC BY-SA 4.0", "copyright: !ENV HOME", "copyright"),
    ("broken-yaml", "theme:\n", "theme:\n  <<: {font: false}\n", "<<:"),
    ("wrong-value", "copyright: CC BY-SA 4.0", "copyright: 2026-02-30", "copyright"),
    ("control-character", "copyright: CC", "copyright: \u0001CC", "copyright"),
    ("duplicate-key", EN, "        - locale: es\n          name: Otra\n" + EN, None),
])  # fmt: skip
def test_a_slip_in_the_settings_gets_one_line_at_its_place(tiny_site, rule, old, new, at):
    change(tiny_site, "mkdocs.yml", old, new)
    found = errors(tiny_site)
    assert [one.rule for one in found] == [rule], [render(one) for one in found]
    assert found[0].path == "mkdocs.yml"
    assert at is None or found[0].line == line_of(tiny_site, "mkdocs.yml", at)


@pytest.mark.parametrize(("rule", "name", "old", "new", "at"), [
    ("word-placeholder", "es", "alive: Respondió el {date}.", "alive: Respondió el {dato}.", "{dato}"),
    ("word-placeholder", "es", "alive: Respondió el {date}.", "alive: Respondió el {date.", "{date."),
    ("word-placeholder", "es", "alive: Respondió el {date}.", "alive: 'Respondió el {date.__class__}.'", "__class__"),
    ("missing-word", "es", "  download: Descargar el directorio como tabla (CSV, {size})\n", "", "directory:"),
    ("unknown-key", "es", "  menu: Menú\n", "  menu: Menú\n  menuu: Menú\n", "menuu"),
    ("unknown-key", "en", "  menu: Menu\n", "  menuu: Menu\n", "menuu"),
    ("wrong-value", "es", "menu: Menú", "menu: [null]", "menu: ["),
    ("markup-in-text", "es", "menu: Menú", "menu: <b>Menú</b>", "menu: <b>"),
    ("markup-in-text", "es", "menu: Menú", "menu: 'Menú ]]>'", "menu: '"),
    ("malformed-link", "es", "exit-address: https://www.wikipedia.org/", "exit-address: javascript:x", "exit-address"),
    ("unknown-locale", "es", "locale: es", "locale: zz", "locale: zz"),
    ("broken-yaml", "es", "ui:\n", "ui:\n  ? [a, b]\n  : c\n", "? [a"),
])  # fmt: skip
def test_a_slip_in_the_words_gets_one_line_in_their_file(tiny_site, rule, name, old, new, at):
    name = f"data/words/{name}.yaml"
    change(tiny_site, name, old, new)
    found = errors(tiny_site)
    assert [(one.path, one.rule) for one in found] == [(name, rule)], [render(one) for one in found]
    assert found[0].line == line_of(tiny_site, name, at)


@pytest.mark.parametrize("bomb", [
    "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
    "a: " + "[" * 5000 + "\n",
    "a:\n" + "".join(" " * n + "a:\n" for n in range(1, 300)),
    "a: " + "x" * 10_100_000 + "\n",
])  # fmt: skip
def test_what_would_hang_the_build_gets_one_line(tiny_site, bomb):
    change(tiny_site, "mkdocs.yml", "copyright: CC BY-SA 4.0\n", bomb)
    assert {one.path for one in errors(tiny_site)} == {"mkdocs.yml"}


@pytest.mark.parametrize("address", ["", "biblioteca.example", "https://"])
def test_an_address_of_the_site_that_is_none_is_refused(tiny_site, monkeypatch, address):
    monkeypatch.setenv("SITE_URL", address)
    assert [(one.path, one.rule) for one in errors(tiny_site)] == [("mkdocs.yml", "wrong-value")]


def test_the_code_of_a_language_that_is_mistyped_is_told_where_it_stands(tiny_site):
    change(tiny_site, "mkdocs.yml", "- locale: en", "- locale: em")
    found = errors(tiny_site)
    assert [(one.path, one.rule) for one in found] == [("mkdocs.yml", "unknown-value")]


def test_a_language_taken_out_of_the_settings_is_told_there_and_not_on_its_pages(tiny_site):
    text = (tiny_site / "mkdocs.yml").read_text(encoding="utf-8")
    start = text.index(EN)
    end = text.index("  - rss", start)
    (tiny_site / "mkdocs.yml").write_text(text[:start] + text[end:], encoding="utf-8")
    assert [(one.path, one.rule) for one in errors(tiny_site)] == [("mkdocs.yml", "missing-row")]


def test_strict_and_quiet_is_strict(tiny_site):
    change(tiny_site, "docs/es/strategies/accompaniment.md", "[second-report]", "[second-reprot]")
    done = run("mkdocs", "build", "--strict", "--quiet", cwd=tiny_site)
    assert done.returncode == 1 and "[unknown-source]" in done.stdout and "Traceback" not in done.stdout


def test_kiche_with_one_page_is_a_language_like_the_others(tiny_site, build_site):
    change(tiny_site, "mkdocs.yml", EN, EN.replace("locale: en", "locale: quc").replace("English", "K'iche'")
           + "          site_name: Biblioteca\n          site_description: Biblioteca.\n" + EN)  # fmt: skip
    words = (tiny_site / "data/words/es.yaml").read_text(encoding="utf-8")
    (tiny_site / "data/words/quc.yaml").write_text(words.replace("En breve", "Pa jujun tzij"), encoding="utf-8")
    page = (tiny_site / "docs/es/strategies/accompaniment.md").read_text(encoding="utf-8")
    (tiny_site / "docs/quc/strategies").mkdir(parents=True)
    (tiny_site / "docs/quc/strategies/accompaniment.md").write_text(page, encoding="utf-8")
    assert errors(tiny_site) == []
    html = (build_site(tiny_site) / "quc/strategies/accompaniment/index.html").read_text(encoding="utf-8")
    assert re.search(r'<html[^>]* lang="quc"', html) and "Pa jujun tzij" in html


def test_a_moved_page_without_its_translation_answers_at_its_former_address_in_both(tiny_site, build_site):
    (tiny_site / "docs/en/strategies/accompaniment.md").unlink()
    change(tiny_site, "docs/es/strategies/accompaniment.md", "sources:", "aliases: [old/way.md]\nsources:")
    site = build_site(tiny_site)
    for prefix in ("", "en/"):
        assert "strategies/accompaniment/" in (site / f"{prefix}old/way/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["a\n::error file=x::y.md", "a\x1b[31m.md", "a\u202edm.md", "a%0A,b:c.md"])
def test_the_name_of_a_file_cannot_speak_for_us(tiny_site, name):
    (tiny_site / "docs/es/strategies" / name).write_text("x", encoding="utf-8")
    for found in errors(tiny_site):
        assert (render(found) + render_annotation(found)).isprintable()
        head = render_annotation(found).split("::")[1]
        assert head.count(",") == 2 and "%0A" not in head.replace("%250A", "")


@pytest.mark.parametrize("kind", ["link", "dangling", "fifo", "folder"])
def test_what_is_no_plain_file_is_refused_with_one_line(tiny_site, tmp_path, kind):
    import os

    path = tiny_site / "docs/es/strategies/otra.md"
    (tmp_path / "secret.md").write_text("x", encoding="utf-8")
    if kind in ("link", "dangling"):
        path.symlink_to(tmp_path / "secret.md" if kind == "link" else "no-existe")
    elif kind == "fifo":
        os.mkfifo(path)
    else:
        path.mkdir()
    assert [(one.path, one.rule) for one in errors(tiny_site)] == [("docs/es/strategies/otra.md", "strange-file")]
    done = run("mkdocs", "build", cwd=tiny_site)  # not even a build that is not strict goes on
    assert done.returncode == 1 and "Traceback" not in done.stdout and not (tiny_site / "site/index.html").exists()


def test_the_lock_of_an_editor_is_no_page(tiny_site):
    for folder in ("docs/es/strategies", "data"):
        (tiny_site / folder / ".#accompaniment.md").symlink_to("somebody@machine.1234")
    assert errors(tiny_site) == []
