"""Dialogues as records, as invitations while they are still to come, and as calendar files."""

import datetime
import re
from pathlib import Path

import html5lib
import pytest
from conftest import ROOT, make_tiny_site
from icalendar import Calendar
from shelves import change, read_library

from fhp.content.library import load_library
from fhp.content.pages import Dates
from fhp.outputs.calendars import render_calendars, span, uid

TODAY = "2026-11-21"  # as in conftest.py


def read(site: Path, page: str) -> str:
    return (site / page / "index.html").read_text(encoding="utf-8")


def set_dates(library: Path, dates: str) -> None:
    """Gives the tiny dialogue other dates, in both languages."""
    for code in ("es", "en"):
        change(library / f"docs/{code}/dialogues/talk.md", "{start: 2012-06-20, end: 2012-06-26}", dates)


@pytest.fixture(scope="module")
def coming(tmp_path_factory, build_site) -> Path:
    """A library in which the dialogue ends on the day of the build."""
    library = make_tiny_site(tmp_path_factory.mktemp("coming") / "library")
    set_dates(library, f"{{start: 2026-11-18, end: {TODAY}}}")
    return build_site(library)


def test_the_record_is_a_small_table_at_the_top_of_the_page(tiny_built: Path):
    html = read(tiny_built, "dialogues/talk")
    html5lib.HTMLParser(strict=True).parse(html)
    table = re.search(r"<table>.*?</table>", html, re.DOTALL)[0]
    assert html.index("<table>") < html.index("Se habló de")
    assert [re.sub("<.*?>", "", head) for head in re.findall(r'<th scope="row">.*?</th>', table)] == [
        "Cuándo", "Dónde", "Convocaron", "Calendario",
    ]  # fmt: skip
    assert "20</time> – <time" in table and "26 de junio de 2012" in table and "En línea" in table
    assert 'href="../../directory/allied-group/"' in table and 'href="../talk.ics"' in table
    assert (tiny_built / "dialogues/talk.ics").exists() and (tiny_built / "en/dialogues/talk.ics").exists()


def test_a_piece_of_news_says_when_it_happened_on_its_page_and_in_the_list(tiny_built: Path):
    assert "17 de febrero de 2018</time></p>" in read(tiny_built, "news/meeting")
    assert "17 February 2018</time>. " in read(tiny_built, "en/news")


def test_a_dialogue_still_to_come_is_an_invitation_on_the_front_door_and_in_the_news(coming: Path):
    for page, address in (("", "dialogues/talk/"), ("news", "../dialogues/talk/"), ("en", "dialogues/talk/")):
        html = read(coming, page)
        html5lib.HTMLParser(strict=True).parse(html)
        notice = re.search(r'<div class="notice">.*?</div>', html, re.DOTALL)[0]
        assert f'href="{address}"' in notice and "<time" in notice, page
    assert "Convocan" in read(coming, "dialogues/talk")
    assert 'class="notice"' not in read(coming, "strategies")


def test_the_invitation_goes_the_day_after_it_has_passed(tiny_site: Path, build_site):
    set_dates(tiny_site, "{start: 2026-11-18, end: 2026-11-20}")
    site = build_site(tiny_site)
    assert 'class="notice"' not in read(site, "") and 'class="notice"' not in read(site, "news")


def test_the_nearest_invitation_comes_first(tiny_site: Path, build_site):
    for code in ("es", "en"):
        talk = tiny_site / f"docs/{code}/dialogues/talk.md"
        later = talk.read_text(encoding="utf-8").replace("id: dialogue-talk", "id: dialogue-later")
        later = re.sub("translation_of: .*\n", "", later)
        talk.with_name("later.md").write_text(
            later.replace("{start: 2012-06-20, end: 2012-06-26}", "{start: 2027-05-01}"), "utf-8"
        )
    set_dates(tiny_site, "{start: 2027-03-01}")
    change(tiny_site / "mkdocs.yml", "  - dialogues/talk.md\n", "  - dialogues/talk.md\n  - dialogues/later.md\n")
    html = read(build_site(tiny_site), "")
    assert html.index("marzo de 2027") < html.index("mayo de 2027")


def events(site: Path) -> list[tuple[Path, Calendar, object]]:
    """Every calendar file of a site, with its first event."""
    found = [(path, Calendar.from_ical(path.read_bytes())) for path in sorted(site.rglob("*.ics"))]
    return [(path, calendar, calendar.walk("VEVENT")[0]) for path, calendar in found]


def test_a_calendar_reads_each_dialogue_as_whole_days_whose_end_is_the_day_after(tiny_built: Path):
    path, calendar, event = next(found for found in events(tiny_built) if found[0].name == "talk.ics")
    assert calendar["VERSION"] == "2.0" and calendar.errors == event.errors == []
    assert event["DTSTART"].dt == datetime.date(2012, 6, 20) and event["DTEND"].dt == datetime.date(2012, 6, 27)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert str(event["URL"]).endswith("/dialogues/talk/") and path.read_bytes().endswith(b"END:VCALENDAR\r\n")


def test_the_same_dialogue_has_the_same_name_in_every_language_and_build(tiny_built: Path):
    names = {str(event["UID"]) for _, _, event in events(tiny_built)}
    assert names == {uid("dialogue-talk")} == {"urn:uuid:5d360ab0-3ef9-5681-acb1-48d45baf263d"}


def test_nobody_is_named_in_a_calendar_file(tiny_built: Path):
    for path, _, event in events(tiny_built):
        assert not {"ORGANIZER", "ATTENDEE", "CONTACT", "LOCATION", "GEO"} & set(event)
        assert b"mailto:" not in path.read_bytes().lower()


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"start": "2024-02-01", "precision": "month"}, ("2024-02-01", "2024-02-29")),
        ({"start": "2010-10-01", "end": "2010-12-01", "precision": "month"}, ("2010-10-01", "2010-12-31")),
        ({"start": "2012-01-01", "precision": "year"}, ("2012-01-01", "2012-12-31")),
        ({"start": "2012-06-20"}, ("2012-06-20", "2012-06-20")),
    ],
)
def test_where_only_the_month_or_the_year_is_known_the_entry_fills_it(dates: dict, expected: tuple):
    assert tuple(day.isoformat() for day in span(Dates(**dates))) == expected


def test_an_inferred_date_is_said_in_the_description(tiny_site: Path):
    set_dates(tiny_site, "{start: 2016-11-01, precision: month, inferred: true}")
    library = read_library(tiny_site)
    for language, words in (
        (library.languages[0], ("inferida", "mes entero")),
        (library.languages[1], ("inferred", "whole month")),
    ):
        files = render_calendars(library.editions[language.code], "https://example.org/sub/")
        event = Calendar.from_ical(files[f"{language.prefix}dialogues/talk.ics"]).walk("VEVENT")[0]
        assert all(word in event["DESCRIPTION"] for word in words)
        assert event["DESCRIPTION"].params["LANGUAGE"] == language.code
        assert event["URL"] == f"https://example.org/sub/{language.prefix}dialogues/talk/"


def test_every_real_dialogue_is_a_calendar_entry_in_each_language():
    library, _ = load_library(ROOT)
    dialogues = [page for page in library.pages if page.meta.type == "dialogue"]
    for language in library.languages:
        files = render_calendars(library.editions[language.code], "https://example.org/")
        single = [name for name in files if name.count("/") == language.prefix.count("/") + 1]
        assert len(single) == sum(page.language == language.code for page in dialogues)
        for content in files.values():
            assert Calendar.from_ical(content).errors == []
