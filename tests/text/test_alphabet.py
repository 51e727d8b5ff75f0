"""The order of the alphabet, as the readers of each language know it."""

import pytest

from fhp.content.languages import Language
from fhp.text.alphabet import NUMBERS, file_name, letter, order

SPANISH = Language("es", "Español", True, {"alphabet": "a b c d e f g h i j k l m n ñ o p q r s t u v w x y z"})
KICHE = Language("quc", "K'iche'", False, {"alphabet": "a b' ch ch' e i j k k' l m n o p q q' r s t t' tz tz' u w x y"})


def sort(words: list[str], language: Language) -> list[str]:
    return sorted(words, key=lambda word: order(word, language))


def test_the_enye_follows_the_n_and_accents_do_not_count():
    words = ["oso", "ñandú", "zorro", "nube", "ángel", "anzuelo", "Óscar", "amor"]
    assert sort(words, SPANISH) == ["amor", "ángel", "anzuelo", "nube", "ñandú", "Óscar", "oso", "zorro"]


def test_a_composed_and_a_decomposed_enye_are_the_same():
    assert letter("n\u0303andu", SPANISH) == letter("ñandú", SPANISH) == "ñ"


def test_signs_before_the_first_letter_do_not_count():
    assert letter("¿Qué sentido tiene?", SPANISH) == "q"
    assert letter("«Travesías»", SPANISH) == "t"


def test_what_begins_with_a_digit_or_with_nothing_known_stands_apart_and_first():
    assert letter("2012", SPANISH) == letter("中文", SPANISH) == letter("…", SPANISH) == NUMBERS
    assert sort(["a", "2012"], SPANISH) == ["2012", "a"]


def test_words_apart_come_before_words_grown_together():
    assert sort(["casas", "casa siguata", "casa"], SPANISH) == ["casa", "casa siguata", "casas"]


def test_a_letter_may_be_several_signs():
    assert letter("Ch’umil", KICHE) == "ch'" and letter("chaj", KICHE) == "ch"
    assert sort(["ch'umil", "chuch", "eqomal"], KICHE) == ["chuch", "ch'umil", "eqomal"]


@pytest.mark.parametrize(
    ("sign", "name"), [("a", "a"), ("ñ", "n-with-tilde"), ("ch'", "ch-apostrophe"), (NUMBERS, "numbers")]
)
def test_every_letter_has_an_address_of_plain_signs(sign: str, name: str):
    assert file_name(sign) == name
