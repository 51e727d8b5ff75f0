"""The timeline: a drawing and a list that says the same, with dates as exact as they are known."""

import re
from pathlib import Path

import html5lib
import pytest
from conftest import ROOT, make_tiny_site
from shelves import add_lists, change_data

from fhp.content.library import load_library
from fhp.lists.timeline_list import render_timeline

EVENTS = [
    {
        "id": "beginning",
        "start": "2002-01-01",
        "precision": "year",
        "text": {"es": "Empezó <b>.", "en": "It began."},
        "confidence": "high",
    },
    {
        "id": "meeting-2018",
        "start": "2018-02-15",
        "end": "2018-02-17",
        "text": {"es": "Un encuentro.", "en": "A meeting."},
        "sources": ["second-report"],
        "related": ["news-meeting", "allied-group"],
        "confidence": "high",
    },
    {
        "id": "guess",
        "start": "2018-09-01",
        "precision": "month",
        "inferred": True,
        "text": {"es": "Quizá.", "en": "Maybe."},
        "confidence": "medium",
    },
]


@pytest.fixture(scope="module")
def listed(tmp_path_factory, build_site) -> Path:
    library = add_lists(make_tiny_site(tmp_path_factory.mktemp("events") / "library"))
    change_data(library / "data/timeline.yaml", entries=EVENTS)
    return build_site(library)


def read(site: Path, page: str) -> str:
    return (site / page / "index.html").read_text(encoding="utf-8")


def test_each_event_is_in_the_list_with_its_date_in_the_order_of_time(listed: Path):
    html = read(listed, "library/timeline")
    assert re.findall(r'<dt id="([^"]+)"><time', html) == ["beginning", "meeting-2018", "guess"]
    assert '<time datetime="2018-02-15">15</time> – <time datetime="2018-02-17">17 de febrero de 2018</time>' in html
    assert "17 February 2018" in read(listed, "en/library/timeline")


def test_an_inferred_date_is_said_in_words_and_drawn_open(listed: Path):
    html = read(listed, "library/timeline")
    assert "septiembre de 2018</time> (fecha inferida)" in html
    drawn = re.search(r'class="weft"[^>]* d="([^"]+)"', html)[1]
    assert drawn.count("z") == len(EVENTS) + 1, "a disc for each event, and one more circle for the open knot"


def test_an_event_leads_to_its_sources_and_to_what_it_is_tied_to(listed: Path):
    html = read(listed, "library/timeline")
    for address in ("../bibliography/#second-report", "../../news/meeting/", "../../directory/allied-group/"):
        assert f'href="{address}"' in html, address


def test_what_an_event_is_tied_to_leads_back_to_it(listed: Path):
    assert 'href="../../library/timeline/#meeting-2018"' in read(listed, "news/meeting")
    assert 'href="../../library/timeline/#meeting-2018"' in read(listed, "en/directory/allied-group")


def test_markup_in_the_data_is_shown_as_it_was_written(listed: Path):
    assert "Empezó &lt;b&gt;." in read(listed, "library/timeline")


def test_the_page_is_valid_html(listed: Path):
    html5lib.HTMLParser(strict=True).parse(read(listed, "library/timeline"))


def test_the_years_of_the_real_drawing_do_not_touch():
    library, _ = load_library(ROOT)
    for language in library.languages:
        drawing = render_timeline(library.editions[language.code], "library/timeline.md")
        places = [int(x) for x in re.findall(r'<text x="(\d+)"', drawing)]
        assert places == sorted(places) and min(b - a for a, b in zip(places, places[1:], strict=False)) >= 32
        assert len(re.findall(r"\{#[a-z0-9-]+\}", drawing)) == len(library.timeline)


def test_a_single_event_and_a_crowded_year_can_be_drawn(tiny_site: Path):
    for events in (EVENTS[:1], [EVENTS[1] | {"id": f"event-{n}"} for n in range(300)]):
        change_data(tiny_site / "data/timeline.yaml", entries=events)
        library, _ = load_library(tiny_site)
        drawing = render_timeline(library.editions[library.default.code], "library/timeline.md")
        height = int(re.search(r'viewBox="0 0 340 (\d+)"', drawing)[1])
        assert 30 < height < 200


def test_without_events_there_is_no_drawing(tiny_site: Path):
    change_data(tiny_site / "data/timeline.yaml", entries=[])
    library, _ = load_library(tiny_site)
    assert render_timeline(library.editions[library.default.code], "library/timeline.md") == ""
