"""What has been published is never just gone: it is there, or it is withdrawn."""

from pathlib import Path

import pytest
from conftest import ROOT, run

from fhp.content.library import load_library
from fhp.rules.releases import FILE, find_ids

RETIRED = "updated: 2026-11-10\nstatus: retired\nreason: A petición de quien la escribió."

GONE = "- id: allied-group\n  name: {{es: Una, en: One}}\n  withdrawn: {day}\n  reason: {reason}\n"


def ids(library: Path) -> list[str]:
    """The lines of the list that are no remark."""
    return [row for row in (library / FILE).read_text(encoding="utf-8").splitlines() if not row.startswith("#")]


@pytest.fixture
def released(tiny_site: Path) -> Path:
    """The tiny library after its first release."""
    done = run("fhp.cli", "release", cwd=tiny_site)
    assert done.returncode == 0, done.stdout
    return tiny_site


def remove(library: Path, path: str) -> None:
    """Takes a page away in both languages, and out of the navigation."""
    for code in ("es", "en"):
        (library / f"docs/{code}/{path}").unlink()
    settings = library / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace(f"  - {path}\n", ""), encoding="utf-8")


def test_everything_published_is_still_there_or_withdrawn():
    library, _ = load_library(ROOT)
    assert set(ids(ROOT)) - set(find_ids(library)) == set(), "withdraw it: CONTRIBUTING.md, released-id-gone"
    assert ids(ROOT) == sorted(set(ids(ROOT)))


def test_a_release_lists_every_page_and_organisation_once_in_order(released):
    assert "networks en" in ids(released)
    assert "allied-group es" in ids(released)
    assert ids(released) == sorted(set(ids(released)))
    before = (released / FILE).read_bytes()
    assert run("fhp.cli", "release", cwd=released).stdout == ""
    assert (released / FILE).read_bytes() == before


def test_a_page_that_vanishes_is_a_mistake(released):
    remove(released, "news/meeting.md")
    timeline = released / "data/timeline.yaml"
    text = timeline.read_text(encoding="utf-8")
    timeline.write_text(text.replace("related: [news-meeting]", "related: []"), encoding="utf-8")
    done = run("fhp.cli", "check", cwd=released)
    assert done.returncode == 1
    assert "'news-meeting es'" in done.stdout
    assert "'news-meeting en'" in done.stdout
    assert done.stdout.count("[released-id-gone]") == 2
    assert run("fhp.cli", "release", cwd=released).returncode == 1, "and no release forgets it"


def test_a_page_that_is_withdrawn_is_none_even_without_its_text(released, build_site):
    for code in ("es", "en"):
        page = released / f"docs/{code}/news/meeting.md"
        head, _, _ = page.read_text(encoding="utf-8").rpartition("---\n")
        page.write_text(head.replace("updated: 2026-11-02", RETIRED) + "---\n", encoding="utf-8")
    done = run("fhp.cli", "check", cwd=released)
    assert done.returncode == 0, done.stdout
    build_site(released)


def test_an_organisation_that_vanishes_is_a_mistake_until_it_is_withdrawn(released):
    resources = released / "resources.yaml"
    text = resources.read_text(encoding="utf-8")
    resources.write_text("organisations: []\n\n" + text[text.index("publications:") :], encoding="utf-8")
    for code in ("es", "en"):
        for path in ("strategies/networks.md", "dialogues/talk.md"):
            page = released / f"docs/{code}/{path}"
            text = page.read_text(encoding="utf-8").replace(", allied-group]", "]").replace("[allied-group]", "[]")
            page.write_text(text, encoding="utf-8")
    done = run("fhp.cli", "check", cwd=released)
    assert done.stdout.count("[released-id-gone]") == 2, done.stdout
    (released / "data/withdrawn.yaml").write_text(
        GONE.format(day="2026-11-12", reason="{es: Lo pidió., en: It asked.}"),
        encoding="utf-8",
    )
    done = run("fhp.cli", "check", cwd=released)
    assert done.returncode == 0, done.stdout


def test_what_is_withdrawn_is_in_no_other_list_and_not_ahead_of_its_day(released):
    (released / "data/withdrawn.yaml").write_text(
        GONE.format(day="2027-01-01", reason="{es: Lo pidió., en: It asked.}"),
        encoding="utf-8",
    )
    done = run("fhp.cli", "check", cwd=released)
    assert "data/withdrawn.yaml:1: el id 'allied-group' ya está en resources.yaml:2" in done.stdout
    assert "[future-date]" in done.stdout


def test_a_link_to_a_part_of_a_withdrawn_page_is_told_before_it_breaks(tiny_site):
    for code in ("es", "en"):
        page = tiny_site / f"docs/{code}/strategies/accompaniment.md"
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("updated: 2026-11-02", RETIRED), encoding="utf-8")
    done = run("fhp.cli", "check", cwd=tiny_site)
    assert done.stdout.count("[broken-anchor]") == 2, done.stdout
