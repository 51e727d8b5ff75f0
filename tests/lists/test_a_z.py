"""The A–Z, and every list that is split by letter before its page grows too heavy."""

import datetime
import gzip
import random
import re
from pathlib import Path

import html5lib
import pytest
import yaml
from conftest import make_tiny_site
from shelves import add_lists, change, change_data, read_library

from fhp.check import check
from fhp.content.library import Library
from fhp.lists.letter_pages import LISTS, letter_parts
from fhp.text.long_lists import BIBLIOGRAPHY, glossary, places

MANY = 700
PAGE = 14_600


@pytest.fixture(scope="module")
def listed(tmp_path_factory, build_site) -> Path:
    library = add_lists(make_tiny_site(tmp_path_factory.mktemp("a-z") / "library"))
    change(library / "resources.yaml", "    status: active", "    formerly: [Ñandutí]\n    status: active")
    change(library / "data/glossary.yaml", "{es: [cuidados], en: []}", "{es: [cuidados, redes], en: []}")
    return build_site(library)


def make_many(library: Path, count: int = MANY) -> None:
    """A library with that many publications and terms, of the lengths and letters that real ones have."""
    chance = random.Random(7)  # noqa: S311 - the same names every time
    words = ["Árbol", "Barro", "Casa", "Defensora", "Encuentro", "Fuego", "Guía", "Informe", "Mujer", "Ñandú", "Red"]
    text = lambda size: " ".join(chance.choice(words) for _ in range(size))  # noqa: E731 - thrice below
    data = yaml.load((library / "resources.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    model, terms = data["publications"][0], []
    for number in range(count):
        body, title, plain = text(2), text(7), text(16)
        data["publications"].append(
            model
            | {
                "id": f"text-{number:04}",
                "body": body,
                "title": {"es": title, "en": title},
                "cited_for": {"es": plain, "en": plain},
            }
        )
        name = f"{text(2)} {number}"
        terms.append(
            {
                "id": f"term-{number:04}",
                "term": {"es": name, "en": name},
                "plain": {"es": plain, "en": plain},
                "variants": {"es": [f"{text(3)} {number}"], "en": []},
                "attested": {"es": True, "en": True},
                "sources": ["small-book"],
                "related": ["networks"],
                "confidence": "high",
            }
        )
    data["publications"].sort(key=lambda entry: entry["id"])
    change_data(library / "resources.yaml", **data)
    change_data(library / "data/glossary.yaml", entries=terms)


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> Path:
    library = add_lists(make_tiny_site(tmp_path_factory.mktemp("many") / "library"))
    make_many(library)
    return library


@pytest.fixture(scope="module")
def many_built(many, build_site) -> Path:
    return build_site(many)


def read(site: Path, page: str) -> str:
    return (site / page / "index.html").read_text(encoding="utf-8")


def article(html: str) -> str:
    return re.search(r"<article.*?</article>", html, re.DOTALL)[0]


def test_pages_terms_and_organisations_stand_under_their_letter(listed: Path):
    html = article(read(listed, "a-z"))
    for title, address in (
        ("Acompañamiento", "../strategies/accompaniment/"),
        ("Grupo Aliado", "../directory/allied-group/"),
        ("cuidado", "../library/glossary/#care"),
    ):
        assert re.search(rf'href="{re.escape(address)}"[^>]*>{title}<', html), title
    assert re.findall(r'<h2 id="letter-[^"]+">(.)</h2>', html) == sorted(
        set(re.findall(r'<h2 id="letter-[^"]+">(.)</h2>', html)), key="ABCDEFGHIJKLMNÑOPQRSTUVWXYZ".index
    )


def test_a_variant_and_a_former_name_lead_to_what_they_are_called_here(listed: Path):
    html = article(read(listed, "a-z"))
    assert re.search(r'<li>cuidados: <a href="../library/glossary/#care">cuidado</a></li>', html)
    assert re.search(r'<h2 id="letter-n-with-tilde">Ñ</h2>\s*<ul>\s*<li>Ñandutí: <a [^>]*>Grupo Aliado</a>', html)


def test_a_name_that_leads_to_two_places_stands_once(listed: Path):
    html = article(read(listed, "a-z"))
    assert re.search(
        r'<li><a href="../strategies/networks/">Redes</a> · <a href="../library/glossary/#care">glosario</a></li>', html
    )
    assert html.count("<li>redes:") == 0


def test_every_letter_can_be_jumped_to(listed: Path):
    for page in ("a-z", "en/a-z"):
        html = read(listed, page)
        html5lib.HTMLParser(strict=True).parse(html)
        jumps = re.findall(r'<li><a href="#(letter-[^"]+)">', html)
        assert jumps and jumps == re.findall(r'<h2 id="(letter-[^"]+)"', html)


def test_everything_of_the_library_is_found_in_it(listed: Path):
    library = read_library(listed.parent)
    for language, page in ((library.languages[0], "a-z"), (library.languages[1], "en/a-z")):
        text = article(read(listed, page))
        names = [entry.meta.title for entry in library.editions[language.code].pages]
        names += [term.term[language.code] for term in library.glossary]
        names += [entry.name[language.code] for entry in library.resources.organisations.values()]
        assert [name for name in names if f">{name}<" not in text and name.casefold() not in text.casefold()] == []


def test_a_short_list_stays_on_its_page(listed: Path):
    library = read_library(listed.parent)
    assert letter_parts(library) == {}
    for parts_of in LISTS.values():
        assert len(parts_of(library.editions["es"])) == 1


def test_long_lists_are_split_by_letter_and_no_page_is_too_heavy(many_built: Path):
    for path in many_built.rglob("*.html"):
        size = len(gzip.compress(path.read_bytes(), 9, mtime=0))
        assert size <= PAGE, f"{path.relative_to(many_built)}: {size}"


def test_every_entry_of_a_split_list_stands_on_exactly_one_page(many: Path, many_built: Path):
    library = read_library(many)
    ids = [*library.resources.publications]
    found = [
        name
        for path in (many_built / "library/bibliography").rglob("index.html")
        for name in re.findall(r'<dt id="([^"]+)"', path.read_text(encoding="utf-8"))
    ]
    assert sorted(found) == sorted(ids)


def test_notes_terms_and_ties_lead_to_the_letter_page_where_the_entry_stands(many: Path, many_built: Path):
    library = read_library(many)
    where = places(library.editions["es"])[BIBLIOGRAPHY, "small-book"]
    assert where == "library/bibliography/r.md"
    html = read(many_built, "strategies/networks")
    assert 'href="../../library/bibliography/r/#small-book"' in html
    assert 'id="small-book"' in read(many_built, "library/bibliography/r")


def test_the_list_itself_then_leads_to_its_letters_and_each_letter_to_the_others(many_built: Path):
    for page in ("library/glossary", "library/glossary/n-with-tilde", "en/a-z"):
        html = read(many_built, page)
        html5lib.HTMLParser(strict=True).parse(html)
        links = re.search(r"<nav aria-label=.(?:Por letra|By letter).*?</nav>", html, re.DOTALL)[0]
        for address in re.findall(r'href="([^"]+)"', links):
            assert (many_built / page / address / "index.html").exists(), address


def test_every_letter_page_has_its_twin_in_the_other_language(many_built: Path):
    letters = {path.relative_to(many_built).as_posix() for path in many_built.glob("a-z/*/index.html")}
    assert letters and all((many_built / "en" / path).exists() for path in letters)


def letters(library: Library) -> dict[str, str]:
    """Maps a term to the letter whose page it stands on."""
    places = ((item.id, part.path) for part in glossary(library.editions["es"]) for item in part.items)
    return {entry: path.rpartition("/")[2].removesuffix(".md").partition("-")[0] for entry, path in places}


@pytest.mark.large
def test_an_address_stays_when_the_list_grows(many: Path, tmp_path: Path):
    grown = add_lists(make_tiny_site(tmp_path / "grown"))
    make_many(grown, MANY + 200)
    assert letters(read_library(many)).items() <= letters(read_library(grown)).items()


@pytest.mark.parametrize("gone", ["missing", "retired"])
def test_the_list_stands_without_a_glossary_page_in_check_and_build_alike(tiny_site: Path, build_site, gone: str):
    """There was a KeyError once, and nothing from `fhp check`."""
    add_lists(tiny_site)
    for code in ("es", "en"):
        page = tiny_site / f"docs/{code}/library/glossary.md"
        if gone == "missing":
            page.unlink()
        else:
            change(page, "original: es\n", "original: es\nstatus: retired\nreason: Se rehace.\n")
    if gone == "missing":
        change(tiny_site / "mkdocs.yml", "  - library/glossary.md\n", "")
    found = [one for one in check(tiny_site, datetime.date(2026, 11, 21))[1] if not one.is_notice]
    assert found == []
    site = build_site(tiny_site)
    assert "library/glossary/#" not in (site / "a-z/index.html").read_text(encoding="utf-8")
