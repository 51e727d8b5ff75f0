"""Dates as each language writes them, as exactly as they are known."""

import datetime

import pytest
from conftest import ROOT

from fhp.content.dates import render_dates, write_dates
from fhp.content.languages import load_languages
from fhp.content.pages import Dates

SPANISH, ENGLISH = load_languages(ROOT)


def dates(start: str, end: str | None = None, precision: str = "day", inferred: bool = False) -> Dates:
    return Dates(start=start, end=end, precision=precision, inferred=inferred)


@pytest.mark.parametrize(
    ("when", "spanish", "english"),
    [
        (dates("2014-10-14"), "14 de octubre de 2014", "14 October 2014"),
        (dates("2018-02-15", "2018-02-17"), "15 – 17 de febrero de 2018", "15 – 17 February 2018"),
        (dates("2012-02-13", "2012-04-04"), "13 de febrero – 4 de abril de 2012", "13 February – 4 April 2012"),
        (
            dates("2016-12-30", "2017-01-02"),
            "30 de diciembre de 2016 – 2 de enero de 2017",
            "30 December 2016 – 2 January 2017",
        ),
        (dates("2010-04-01", precision="month"), "abril de 2010", "April 2010"),
        (dates("2016-01-01", "2016-06-01", "month"), "enero – junio de 2016", "January – June 2016"),
        (dates("2016-06-01", "2016-06-30", "month"), "junio de 2016", "June 2016"),
        (dates("2002-01-01", precision="year"), "2002", "2002"),
        (dates("2012-01-01", "2014-01-01", "year"), "2012 – 2014", "2012 – 2014"),
        (
            dates("2018-09-01", precision="month", inferred=True),
            "septiembre de 2018 (fecha inferida)",
            "September 2018 (inferred date)",
        ),
    ],
)
def test_a_date_says_what_is_known_of_it_and_no_more(when: Dates, spanish: str, english: str):
    assert write_dates(when, SPANISH) == spanish
    assert write_dates(when, ENGLISH) == english


def test_machines_read_the_same_precision():
    html = render_dates(dates("2012-02-13", "2012-04-04"), SPANISH)
    assert (
        html
        == '<time datetime="2012-02-13">13 de febrero</time> – <time datetime="2012-04-04">4 de abril de 2012</time>'
    )
    assert 'datetime="2010-04"' in render_dates(dates("2010-04-01", precision="month"), SPANISH)
    assert 'datetime="2002"' in render_dates(dates("2002-01-01", precision="year"), SPANISH)


def test_a_language_that_babel_does_not_know_lends_another_ones_dates():
    from fhp.content.languages import Language

    kiche = Language("quc", "K'iche'", False, {"locale": "es"})
    assert kiche.day(datetime.date(2026, 11, 21)) == "21 de noviembre de 2026"
