"""Feeds tell of new editions once a month at most, and only where something changed and there are any."""

import datetime
import json

import pytest
from conftest import run
from editions_fixtures import make_pocket

from fhp.content.library import load_library
from fhp.outputs.edition_items import edition_items

ROOT = "https://example.org/"


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    library = make_pocket(tmp_path_factory.mktemp("told"))

    def tell(day: str, code: str = "es"):
        edition = load_library(library, datetime.date.fromisoformat(day))[0].editions[code]
        return [*edition_items(edition, ROOT + edition.prefix)]

    return tell


def test_a_month_after_changes_has_one_item_whose_name_and_day_stay(told):
    first, later = told("2026-12-01"), told("2026-12-31")
    assert first == later and len(first) == 1
    assert first[0].created.date() == datetime.date(2026, 12, 1)
    assert first[0].title == "Ediciones sin conexión de diciembre de 2026"
    assert first[0].description.endswith("lo que cambió en noviembre de 2026.")
    (english,) = told("2026-12-01", "en")
    assert english.title == "Offline editions of December 2026" and english.link == f"{ROOT}en/about/offline/"
    assert english.urn != first[0].urn


@pytest.mark.parametrize("day", ["2026-11-30", "2027-01-01"])
def test_a_month_after_one_without_changes_has_none(told, day):
    assert told(day) == []


def test_the_feed_of_all_changes_tells_of_them_where_the_build_makes_them(tmp_path):
    december = str(int(datetime.datetime(2026, 12, 5, tzinfo=datetime.UTC).timestamp()))
    library = make_pocket(tmp_path / "library")
    done = run("mkdocs", "build", "--strict", cwd=library, SOURCE_DATE_EPOCH=december, EDITIONS="yes")
    assert done.returncode == 0, done.stdout
    for name, count in (("updated", 1), ("created", 0), ("news", 0), ("directory", 0)):
        feed = json.loads((library / f"site/feed_json_{name}.json").read_text(encoding="utf-8"))
        assert [item["title"] for item in feed["items"]].count("Ediciones sin conexión de diciembre de 2026") == count
