"""What data call inferred is told so, quotations are somebody's, briefs are plain; the formulas are those published."""

import pytest
from shelves import change, read_library

from fhp.rules.readability import count_syllables, score
from fhp.rules.truth import check_truth, confirm_quotations

PAGE = "docs/es/strategies/accompaniment.md"


def rules(site):
    return [found.rule for found in check_truth(read_library(site))]


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("país", 2), ("guerra", 2), ("pingüino", 3), ("aéreo", 4), ("búho", 2), ("muy", 1), ("leyes", 2), ("quienes", 2),
     ("autocuidado", 5), ("averiguáis", 4), ("y", 1), ("reunión", 2), ("teoría", 4)],
)  # fmt: skip
def test_syllables_in_spanish(word, syllables):
    assert count_syllables(word, "es") == syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("care", 1), ("women", 2), ("table", 2), ("asked", 1), ("wanted", 2), ("safety", 2), ("people", 2), ("houses", 2),
     ("being", 2), ("movement", 2), ("organisation", 5), ("idea", 3), ("science", 2), ("region", 2)],
)  # fmt: skip
def test_syllables_in_english(word, syllables):
    assert count_syllables(word, "en") == syllables


def test_the_formulas_are_those_published():
    assert score("Una casa. Una cama.", "es") == pytest.approx(206.835 - 62.3 * 8 / 4 - 4 / 2)
    assert score("We rest. We sing.", "en") == pytest.approx(206.835 - 84.6 * 4 / 4 - 1.015 * 4 / 2)


def test_words_in_quotation_marks_are_told_until_confirmed_and_titles_are_not(tiny_site):
    assert rules(tiny_site) == []
    said = "Ella dijo: «esto nadie nos lo había preguntado». Lo dice «Libro pequeño, y así»."
    change(tiny_site / PAGE, "Porque alguien está.", said)
    assert rules(tiny_site) == ["unsourced-quotation"] * 2
    assert confirm_quotations(read_library(tiny_site)) == 2
    assert rules(tiny_site) == []


def test_a_form_to_avoid_is_told_with_its_line_and_not_in_an_address(tiny_site):
    change(tiny_site / PAGE, "Porque alguien está.", "Nada.\n\nDíganos [qué](networks.md#papeles-de-género).")
    (found,) = check_truth(read_library(tiny_site))
    assert (found.rule, found.line) == ("avoid-form", 18)


def test_a_page_with_an_inferred_date_says_so(tiny_site):
    change(tiny_site / "data/timeline.yaml", "precision: day", "precision: day\n  inferred: true")
    for code in ("es", "en"):
        change(tiny_site / f"docs/{code}/news/meeting.md", "end: 2018-02-17}", "end: 2018-02-17, inferred: true}")
    assert rules(tiny_site) == ["inferred-unsaid"] * 2
    change(tiny_site / "docs/es/news/meeting.md", "Se reunieron", "Al parecer, se reunieron")
    assert rules(tiny_site) == ["inferred-unsaid"]


def test_an_attested_word_needs_a_source_in_its_language_unless_it_is_the_same_word(tiny_site):
    change(tiny_site / "data/glossary.yaml", "sources: [small-book]", "sources: [second-report]")
    assert rules(tiny_site) == ["unattested-language"]
    change(tiny_site / "data/glossary.yaml", "en: care}", "en: cuidado}")
    assert rules(tiny_site) == []
