"""`fhp move`, `retire` and `withdraw`: both sides, the links, `nav:` and the stamps, and nothing left to mend."""

import datetime
from pathlib import Path

import pytest
from conftest import run

from fhp.check import check
from fhp.content.library import load_library
from fhp.content.pairs import accept, find_pairs
from fhp.desk.moving import move, retire, withdraw
from fhp.desk.questions import WrongAnswerError

DAY = datetime.date(2026, 11, 21)
OLD, NEW = "strategies/networks.md", "strategies/weaving/networks.md"
REASONS = {"es": "Ya no vale: 'eso'.", "en": "It no longer holds."}


def load(root: Path):
    return load_library(root, DAY)[0]


def stamped(root: Path):
    """The library with every translation up to date."""
    accept(root, [page.name for page in load(root).pages if page.language == "en"], load(root))
    return load(root)


def behind(root: Path) -> list[str]:
    return [pair.path for pair in find_pairs(load(root)) if pair.state == "behind"]


def mistakes(root: Path) -> list[str]:
    return [f"{found.path}:{found.line} {found.rule}" for found in check(root, DAY)[1] if not found.is_notice]


def test_a_page_moves_with_its_twin_its_links_its_line_and_its_former_address(tiny_site):
    library = stamped(tiny_site)
    settings = (tiny_site / "mkdocs.yml").read_text(encoding="utf-8")
    move(library, OLD, NEW)
    assert mistakes(tiny_site) == [] and behind(tiny_site) == []
    for code in ("es", "en"):
        assert not (tiny_site / "docs" / code / OLD).exists()
        page = load(tiny_site).at(code, NEW)
        assert page.meta.aliases == [OLD] and page.meta.id == "networks"
        assert "](../accompaniment.md#why)" in page.body
    assert (tiny_site / "mkdocs.yml").read_text(encoding="utf-8") == settings.replace(OLD, NEW)
    move(load(tiny_site), NEW, OLD)
    assert mistakes(tiny_site) == []
    assert load(tiny_site).at("es", OLD).meta.aliases == [NEW]


@pytest.mark.parametrize("new", ["strategies/accompaniment.md", "cases/networks.md", "../networks.md", "strategies/x",
                                 "strategies/Mi Página.md", "/strategies/x.md", "strategies//x.md"])  # fmt: skip
def test_no_page_moves_where_it_cannot_stand(new, tiny_site):
    before = sorted((path, path.read_bytes()) for path in tiny_site.rglob("*.md"))
    with pytest.raises(WrongAnswerError):
        move(load(tiny_site), OLD, new)
    assert sorted((path, path.read_bytes()) for path in tiny_site.rglob("*.md")) == before


def test_a_retired_page_is_a_notice_on_both_sides_and_its_translation_stays_stamped(tiny_site):
    library = stamped(tiny_site)
    retire(library, OLD, REASONS)
    assert [found for found in mistakes(tiny_site) if OLD in found] == [] and behind(tiny_site) == []
    for code in ("es", "en"):
        page = load(tiny_site).at(code, OLD)
        assert page.is_retired and page.meta.reason == REASONS[code] and page.body == "" and page.meta.updated == DAY


def test_a_reason_is_wanted_in_every_language(tiny_site):
    with pytest.raises(WrongAnswerError, match="--reason-en"):
        retire(load(tiny_site), OLD, {"es": "Ya no."})
    assert not load(tiny_site).at("es", OLD).is_retired


def test_an_organisation_leaves_the_directory_and_every_list_that_named_it(tiny_site):
    withdraw(load(tiny_site), "allied-group", {"es": "Una organización", "en": "An organisation"}, REASONS)
    library = load(tiny_site)
    assert "allied-group" not in library.resources.organisations
    assert [(entry.id, entry.name["en"]) for entry in library.withdrawn] == [("allied-group", "An organisation")]
    assert all("allied-group" not in page.meta.related for page in library.pages)
    assert mistakes(tiny_site) == []


@pytest.mark.parametrize("command", [("move", "no/page.md", "no/other.md"), ("retire", "no/page.md"),
                                     ("withdraw", "nobody")])  # fmt: skip
def test_what_is_not_there_gets_one_line(command, tiny_site):
    done = run("fhp.cli", *command, cwd=tiny_site)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1 and "no hay" in done.stdout
