"""Figures, dates and names that stand in both languages of a pair are the same; formats may differ."""

from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT
from shelves import change, read_library

from fhp.content.languages import load_languages
from fhp.content.library import load_library
from fhp.content.pairs import accept
from fhp.rules.agreement import check_agreement, figures

SPANISH, ENGLISH = load_languages(ROOT)
ES, EN = "docs/es/strategies/networks.md", "docs/en/strategies/networks.md"


def found(library: Path, spanish: str, english: str) -> list[tuple[str, int, str, str]]:
    """What is found where a page says `spanish` in one language and `english`, up to date, in the other."""
    for name, old, new in (
        (ES, "Porque nadie se salva sola.", spanish),
        (EN, "Because no one is saved alone.", english),
    ):
        change(library / name, old, new)
    assert accept(library, [EN], read_library(library)) == [EN]
    problems = list(check_agreement(read_library(library)))
    return [(p.path, p.line, dict(p.values)["value"], dict(p.values)["other"]) for p in problems]


@pytest.mark.parametrize(
    ("spanish", "english"),
    [
        ("Fueron 46 785 agresiones.", "There were 46,785 attacks."),
        ("Fueron 46.785 agresiones.", "There were 46,785 attacks."),
        ("Fueron 46\u202f785.", "There were 46785."),
        ("El 3,5 % y el 40%.", "Some 3.5% and 40 %."),
        ("El 40 por ciento.", "Some 40%."),
        ("Un modelo de diez días.", "A 10-day model."),
        ("Nueve principios.", "The nine principles."),
        ("En el siglo XXI.", "In the 21st century."),
        ("Del 13 de febrero al 4 de abril de 2012.", "From 13 February to 4 April 2012."),
        ("El 28 de noviembre de 2016.", "On November 28, 2016."),
        ("Puede ser en mayo.", "It may be in May."),
        ("Las dos lenguas.", "Both languages."),
        ("1. Una\n2. Otra", "- One\n- Another"),
        ("Lo dice[^small-book: p. 27].", "It says so.[^small-book: page 27]"),
        ("Entre 2010 y 2015 [leer](x2.md).", "Between 2010 and 2015 [read](y3.md)."),
        ("El Grupo Aliado.", "The Allied Group, the Grupo Aliado."),
        ("Una.\n\nDos párrafos de 2015.", "One paragraph of 2015."),
        ("Ley 27 {#ley-99}", "Law 27"),
    ],
)
def test_the_same_fact_in_another_form_is_no_difference(tiny_site: Path, spanish: str, english: str):
    assert found(tiny_site, spanish, english) == []


@pytest.mark.parametrize(
    ("spanish", "english", "differing"),
    [
        ("En 2011.", "In 2016.", {"2011", "2016"}),
        ("Fueron 46 785.", "There were 46,758.", {"46785", "46758"}),
        ("El 40 %.", "Some 40 people.", {"40%", "40"}),
        ("El 3,5 %.", "Some 35%.", {"3.5%", "35%"}),
        ("Nueve principios.", "The eight principles.", {"9", "8"}),
        ("Doce mujeres.", "13 women.", {"12", "13"}),
        ("El 28 de noviembre.", "On 28 December.", {"11 (mes / month)", "12 (mes / month)"}),
        ("Lo dice[^small-book: p. 27].", "It says so[^small-book: p. 72].", {"small-book: 27", "small-book: 72"}),
        ("De 2010 a 2010.", "From 2010.", {"2010"}),
        ("Con el Grupo Aliado.", "With them.", {"Allied Group"}),
    ],
)
def test_a_difference_is_told_with_both_lines(tiny_site: Path, spanish: str, english: str, differing: set[str]):
    problems = found(tiny_site, spanish, english)
    assert {value for _, _, value, _ in problems} == differing
    for path, line, _, other in problems:
        assert path in (ES, EN) and other.rpartition(":")[0] in (ES, EN) and path not in other
        assert line > 1 and int(other.rpartition(":")[2]) > 1


def test_the_lines_are_those_of_the_paragraphs(tiny_site: Path):
    problems = found(tiny_site, "Nada.\n\nEn 2011.", "Nothing.\n\nIn 2016.")
    assert sorted(problems) == [
        (EN, 21, "2011", f"{ES}:20"),
        (ES, 20, "2016", f"{EN}:21"),
    ]


def test_a_pair_that_is_behind_is_left_alone(tiny_site: Path):
    change(tiny_site / ES, "Porque nadie se salva sola.", "En 2011.")
    assert list(check_agreement(read_library(tiny_site))) == []


def test_the_front_matter_is_read_too(tiny_site: Path):
    change(tiny_site / ES, "brief: Las redes salvan.", "brief: Las redes salvan desde 2010.")
    assert accept(tiny_site, [EN], read_library(tiny_site)) == [EN]
    assert [dict(p.values)["value"] for p in check_agreement(read_library(tiny_site))] == ["2010"]


def test_a_month_counts_only_beside_a_number():
    assert figures("We may meet in June.", ENGLISH) == Counter()
    assert figures("en junio de 2012", SPANISH) == Counter({"2012": 1, "6 (mes / month)": 1})


def test_no_false_alarm_on_the_real_pages_whatever_their_state():
    from fhp.rules.agreement import _compare
    from fhp.rules.translations import find_pairs

    library, _ = load_library(ROOT)
    pairs = [(pair.page, pair.original) for pair in find_pairs(library) if pair.page and pair.page is not pair.original]
    assert pairs
    for page, original in pairs:
        assert [*_compare(library, page, original), *_compare(library, original, page)] == []
