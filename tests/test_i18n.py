"""Two equal languages: addresses, lang, hreflang, fallback, 404, former addresses."""

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from conftest import run, served


def read(site: Path, page: str) -> str:
    return (site / page / "index.html").read_text(encoding="utf-8")


def spoken(html: str) -> dict[str, str]:
    """Maps each text of a page to the language in which a screen reader speaks it."""
    found: dict[str, str] = {}

    def walk(part: Element, code: str) -> None:
        code = part.get("lang", code)
        inside = [(part.text, code), *((child.tail, code) for child in part)]
        found.update({text.strip(" :\n"): own for text, own in inside if text and text.strip()})
        for child in part:
            walk(child, code)

    walk(html5lib.parse(html, namespaceHTMLElements=False), "")
    return found


def test_each_page_says_its_language_and_names_its_twin(tiny_built: Path):
    spanish, english = read(tiny_built, "strategies/networks"), read(tiny_built, "en/strategies/networks")
    assert '<html lang="es">' in spanish and '<html lang="en">' in english
    for html in (spanish, english):
        for code, prefix in (("es", ""), ("x-default", ""), ("en", "en/")):
            address = f"https://biblioteca-pif.example/{prefix}strategies/networks/"
            assert f'<link rel="alternate" hreflang="{code}" href="{address}">' in html
    assert '<link rel="canonical" href="https://biblioteca-pif.example/en/strategies/networks/">' in english


def test_the_switch_leads_to_the_same_page(tiny_built: Path):
    assert 'href="../../en/strategies/networks/" hreflang="en" lang="en"' in read(tiny_built, "strategies/networks")
    assert 'href="../../../strategies/networks/" hreflang="es" lang="es"' in read(tiny_built, "en/strategies/networks")


def test_a_page_without_its_twin_is_shown_with_its_label_in_either_direction(tiny_site: Path, build_site):
    (tiny_site / "docs/en/strategies/networks.md").unlink()
    only_english = tiny_site / "docs/es/strategies/accompaniment.md"
    only_english.unlink()
    twin = tiny_site / "docs/en/strategies/accompaniment.md"
    text = twin.read_text(encoding="utf-8").replace("original: es", "original: en")
    twin.write_text(re.sub(r"translation_of.*\n", "", text), encoding="utf-8")
    networks = tiny_site / "docs/es/strategies/networks.md"
    site = build_site(tiny_site)
    for page, code, text_code in (("en/strategies/networks", "en", "es"), ("strategies/accompaniment", "es", "en")):
        html = read(site, page)
        assert f'<html lang="{code}">' in html and f'<article lang="{text_code}">' in html
        assert f'<p class="notice" lang="{code}">' in html
        assert '<meta name="robots" content="noindex">' in html and 'rel="canonical"' not in html
    heard = spoken(read(site, "en/strategies/networks"))
    assert {heard[text] for text in ("Redes", "Las redes salvan.", "Por qué protege")} == {"es"}  # in the menu too
    assert {heard[text] for text in ("In brief", "Sources", "Small book", "Pillar", "Quick exit")} == {"en"}
    heard = spoken(read(site, "en/strategies"))
    assert heard["Redes"] == heard["Una estrategia."] == "es" and heard["Accompaniment"] == "en"
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert "/en/strategies/networks/" not in sitemap and "/en/strategies/accompaniment/" in sitemap
    assert 'hreflang="en"' not in re.sub(
        r"<header>.*?</header>", "", read(site, "strategies/networks"), flags=re.DOTALL
    )
    assert networks.exists()


def test_one_404_in_both_languages_works_at_any_depth(tiny_site: Path, build_site):
    site = build_site(tiny_site, SITE_URL="https://red.example.net/biblioteca/")
    html = (site / "404.html").read_text(encoding="utf-8")
    assert 'lang="es"' in html and 'lang="en"' in html
    assert 'href="/biblioteca/"' in html and 'href="/biblioteca/en/"' in html
    assert not (site / "en/404.html").exists()


def test_a_former_address_leads_on_without_javascript(tiny_site: Path, build_site, browser):
    for code in ("es", "en"):
        path = tiny_site / f"docs/{code}/strategies/networks.md"
        path.write_text(
            path.read_text(encoding="utf-8").replace("tags:", "aliases: [old/webs.md]\ntags:"), encoding="utf-8"
        )
    site = build_site(tiny_site)
    with served(site) as address:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{address}/en/old/webs/")
        page.wait_for_url("**/en/strategies/networks/")
        assert page.locator("h1").inner_text() == "Networks"
        context.close()


def test_a_third_language_needs_one_folder_its_words_and_one_entry(tiny_site: Path, build_site):
    settings = (tiny_site / "mkdocs.yml").read_text(encoding="utf-8")
    entry = "        - locale: en\n          name: English\n"
    assert entry in settings
    (tiny_site / "mkdocs.yml").write_text(
        settings.replace(entry, "        - locale: pt\n          name: Português\n" + entry), encoding="utf-8"
    )
    words = (tiny_site / "data/words/es.yaml").read_text(encoding="utf-8")
    (tiny_site / "data/words/pt.yaml").write_text(words.replace("En breve", "Em resumo"), encoding="utf-8")
    page = (tiny_site / "docs/es/strategies/networks.md").read_text(encoding="utf-8")
    (tiny_site / "docs/pt/strategies").mkdir(parents=True)
    (tiny_site / "docs/pt/strategies/networks.md").write_text(
        page.replace("title: Redes", "title: Redes que salvam"), encoding="utf-8"
    )
    told = run("fhp.cli", "check", "--notices", cwd=tiny_site).stdout
    assert "[language-started]" in told and "[missing-language]" not in told
    site = build_site(tiny_site)
    html = read(site, "pt/strategies/networks")
    assert "Redes que salvam" in html and "Em resumo" in html
    assert '<article lang="es">' in read(site, "pt/strategies/accompaniment")


def test_a_word_that_is_missing_or_lost_its_place_is_named_with_its_line(tiny_site: Path):
    path = tiny_site / "data/words/en.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("  brief: In brief\n", "").replace("Updated on {date}", "Updated on {day}"), encoding="utf-8"
    )
    lines = run("fhp.cli", "check", cwd=tiny_site).stdout.splitlines()
    assert any("[missing-word]" in line and "'ui: brief'" in line for line in lines)
    row = 1 + path.read_text(encoding="utf-8").splitlines().index("  updated: Updated on {day}")
    assert any(line.startswith(f"data/words/en.yaml:{row}:") and "[word-placeholder]" in line for line in lines)


@pytest.mark.parametrize(("name", "old", "new"), [
    ("mkdocs.yml", "  - news/index.md\n", "    - news/index.md\n"),
    ("mkdocs.yml", "  - news/index.md\n", "  news/index.md\n"),
    ("mkdocs.yml", "          name: English\n", ""),
    ("data/words/en.yaml", "ui:\n", "ui: [\n"),
])  # fmt: skip
def test_broken_settings_get_one_clear_line_and_no_traceback(tiny_site: Path, name, old, new):
    path = tiny_site / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = run("fhp.cli", "check", cwd=tiny_site)
    assert done.returncode == 1 and "Traceback" not in done.stdout
    assert done.stdout.startswith(f"{name}:"), done.stdout
