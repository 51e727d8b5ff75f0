"""When two answers are one error page, and when a page is itself."""

from fhp.link_checker.addresses import parse
from fhp.link_checker.follow import Landing
from fhp.link_checker.likeness import distance, is_same_answer, plain, simhash
from fhp.link_checker.page import read_page
from fhp.link_checker.siblings import Probe, invent, is_echo, mimic, query_neighbours

FRAME = "<nav>" + " ".join(f"sección{letter}" for letter in "abcdefghijklmnopqrstuvwxyz") + "</nav>"


def landing(path: str, source: str) -> Landing:
    address = parse(f"https://red.org/{path}")
    return Landing(address, address, page=read_page(source))


def echo(page: str, *neighbours: str) -> bool:
    others = tuple(landing(f"x{number}", source) for number, source in enumerate(neighbours))
    return is_echo(landing("una-nota-de-las-abuelas", page), Probe(others))


def test_a_page_with_a_head_of_its_own_is_itself_however_much_the_error_page_changes():
    def noisy(seed: int) -> str:
        return f"<title>Nada</title>{FRAME}" + " ".join(f"sugerencia{chr(97 + seed)}{c}" for c in "abcdefgh")

    assert not echo(f"<title>Asamblea</title>{FRAME}<p>en agosto</p>", noisy(1), noisy(2))
    assert echo(noisy(3), noisy(1), noisy(2))


def test_an_error_page_may_repeat_the_address():
    def polite(path: str) -> str:
        return f"<title>Nada</title><p>No hay {path} en este sitio</p>"

    assert echo(polite("una nota de las abuelas"), polite("x0"), polite("x1"))


def test_answers_that_have_nothing_in_common_prove_nothing():
    assert not is_same_answer(["a", "b", "c", "d"], ["e", "f", "g", "h"], ["i", "j", "k", "l"])


def test_invented_neighbours_keep_the_shape():
    assert invent(parse("https://red.org/a/1234")).path.removeprefix("/a/").isdigit()
    assert invent(parse("https://red.org/a/informe-2018.pdf")).path.endswith(".pdf")
    assert invent(parse("https://red.org/a/b/")).path.endswith("/")
    assert mimic("informe") != mimic("informe")


def test_queries_that_only_travel_along_name_no_page():
    assert query_neighbours(parse("https://red.org/x?utm_source=a&lang=es")) == []
    assert "lang=es" in query_neighbours(parse("https://red.org/x?id=7&lang=es"))[0].query


def test_simhash_tells_versions_from_strangers():
    text = [f"palabra{number}" for number in range(300)]
    assert distance(simhash(text), simhash(text[:290] + ["otra"])) < 12
    assert distance(simhash(text), simhash([f"word{number}" for number in range(300)])) > 20


def test_plain_letters():
    assert plain("¡Acción_URGENTE!  ñandú") == "accion urgente nandu"
