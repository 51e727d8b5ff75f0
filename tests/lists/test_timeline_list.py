"""The timeline: years at a glance and a list under a heading a year, with dates as exact as they are known."""

import re
from pathlib import Path

import html5lib
import pytest
from conftest import ROOT, load_yaml, make_tiny_site
from shelves import add_lists, change_data

from fhp.content.library import load_library
from fhp.lists.timeline_list import render_timeline

EVENTS = [
    {
        "id": "beginning",
        "kind": "beginning",
        "start": "2002-01-01",
        "precision": "year",
        "text": {"es": "Empezó <b>.", "en": "It began."},
        "confidence": "high",
    },
    {
        "id": "meeting-2018",
        "kind": "meeting",
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
    assert re.findall(r'<dt id="([^"]+)"><span', html) == ["beginning", "meeting-2018", "guess"]
    assert '<time datetime="2018-02-15">15</time> – <time datetime="2018-02-17">17 de febrero</time>' in html
    english = read(listed, "en/library/timeline")
    assert ">February 17</time>" in english or ">17 February</time>" in english


def test_each_year_is_said_once_as_a_heading_and_in_the_years_at_a_glance(listed: Path):
    html = read(listed, "library/timeline")
    assert re.findall(r'<h2 id="(y\d+)"', html) == ["y2002", "y2018"]
    assert re.findall(r'<a href="#(y\d+)">\d+</a> <span aria-hidden="true">([^<]+)</span>', html) == [
        ("y2002", "◆"), ("y2018", "●△"),
    ]  # fmt: skip
    caption = re.search(r"<figcaption>(.*?)</figcaption>", html)[1]
    for sign in "◆●▲":
        assert f"{sign} " in caption
    assert "■" not in caption, "only the kinds that are there"
    assert "de 2018" not in re.search(r"<dl>.*</dl>", html, re.DOTALL)[0]


def test_an_inferred_date_is_said_in_words_and_drawn_open(listed: Path):
    html = read(listed, "library/timeline")
    assert '△</span> <time datetime="2018-09">septiembre</time> (fecha inferida)' in html
    assert load_yaml(ROOT / "data/words/es.yaml")["timeline"]["legend-inferred"] in html


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


def test_the_real_timeline_has_a_sign_for_each_event_and_a_heading_for_each_year():
    library, _ = load_library(ROOT)
    for edition in library.editions.values():
        text = render_timeline(edition, "library/timeline.md")
        glance, years = text.split("</figure>")[0], {event.start.year for event in library.timeline}
        signs = "".join(re.findall(r'<span aria-hidden="true">([^<]+)</span>', glance))
        assert len(signs) == len(library.timeline)
        assert sum(sign in "◇○□△" for sign in signs) == sum(event.inferred for event in library.timeline)
        assert len(re.findall(r"^## \d+ \{#y\d+\}$", text, re.MULTILINE)) == len(years)
        assert len(re.findall(r"\{#[a-z0-9-]+\}", text)) == len(library.timeline) + len(years)


def test_a_single_event_and_a_crowded_year_can_be_drawn(tiny_site: Path):
    for events in (EVENTS[:1], [EVENTS[1] | {"id": f"event-{n}"} for n in range(300)]):
        change_data(tiny_site / "data/timeline.yaml", entries=events)
        library, _ = load_library(tiny_site)
        text = render_timeline(library.editions[library.default.code], "library/timeline.md")
        assert text.count("](#y") == 1 and text.count("## ") == 1


def test_without_events_there_is_no_drawing(tiny_site: Path):
    change_data(tiny_site / "data/timeline.yaml", entries=[])
    library, _ = load_library(tiny_site)
    assert render_timeline(library.editions[library.default.code], "library/timeline.md") == ""
