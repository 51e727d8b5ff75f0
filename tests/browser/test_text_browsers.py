"""Text browsers (Debian: w3m, lynx): every word is there, in the order of reading, and every link can be followed."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import missing

COMMANDS = {
    "w3m": ["w3m", "-dump", "-cols", "72", "-o", "display_link_number=1"],
    "lynx": ["lynx", "-dump", "-width=72", "-nomargins", "-assume_charset=utf-8", "-display_charset=utf-8"],
}


@pytest.fixture(params=COMMANDS)
def read(request):
    """Reads a file as the browser shows it, line breaks as spaces."""
    if shutil.which(request.param) is None:
        missing(request.param)

    def dump(path: Path) -> str:
        done = subprocess.run([*COMMANDS[request.param], str(path)], capture_output=True, check=True)
        return " ".join(done.stdout.decode().split())

    return dump


def in_order(text: str, *parts: str) -> None:
    """Each part stands in the text after the one before it."""
    place = 0
    for part in parts:
        found = re.compile(re.escape(part).replace(r"\ ", r"[\s\[\]\d]+")).search(text, place)
        assert found, f"not after {text[max(place - 80, 0) : place]!r}: {part!r}"
        place = found.end()


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("strategies/accompaniment/", ("Salir rápido", "English", "Acompañamiento", "En breve", "Secciones")),
        ("en/cases/casa-la-serena/", ("Quick exit", "Español", "Casa La Serena", "What was done", "Sections")),
        ("library/timeline/", ("English", "Cronología", "2002", "◆", "2010", "abril", "Secciones")),
    ],
)
def test_the_article_comes_before_the_menu_and_links_are_numbered(real_site, read, path, parts):
    text = read(real_site / path / "index.html")
    in_order(text, *parts)
    numbers = {int(number) for number in re.findall(r"\[(\d+)\]", text)}
    assert set(range(1, 20)) <= numbers
    assert re.search(r"References:? ", text) or re.search(r"Referencias", text), "where each number leads"
    assert "{{" not in text and "<!--" not in text


def test_a_note_is_numbered_and_leads_to_its_source(real_site, read):
    text = read(real_site / "strategies/accompaniment/index.html")
    assert re.search(r"comunidades\s*\^?\[?\d*\]?1", text)
    assert re.search(r"bibliography/(?:[a-z0-9]+/)?#rfsu-case-study", text.replace("%23", "#"))


def test_every_feature_is_shown_and_no_tab_or_fold_hides_anything(features_built, read):
    text = read(features_built / "framework/features/index.html")
    in_order(text, "En la casa", "En la red", "Lo primero.", "Lo segundo.", "Lo tercero.")
    in_order(text, "Un bloque que se abre", "Estaba plegado.", "Un bloque abierto", "Ya estaba abierto.")
    in_order(text, "Estrategia", "Desde", "Cuántas", "Redes", "2010", "3", "Registro", "2012", "1")
    in_order(text, "Acompañar", "Estar al lado.", "Aprender", "Con otras.", "Una frase citada.")
    in_order(text, "Fin.", "Libro pequeño", "p. 27")


def test_a_picture_is_told_in_words_and_its_labels_do_not_run_together(real_site, read):
    text = read(real_site / "framework/index.html")
    in_order(text, "La protección como tejido", "1 El cuidado en el centro", "2 Insujetables")
    in_order(text, "4 Tejidas en red", "1 Redes nacionales", "9 Formación")
    assert "centro2" not in text
    assert "20022005" not in read(real_site / "library/timeline/index.html")


def test_help_now_asks_what_is_happening_and_answers_in_order(real_site, read):
    text = read(real_site / "directory/support/index.html")
    in_order(text, "Necesito apoyo ahora", "qué rastro queda", "¿Qué está pasando?", "Me amenazan o me siguen")
    in_order(text, "Acosan a alguien de mi grupo", "Antes de escribir", "Me amenazan o me siguen", "im-defensoras.org")
    in_order(text, "En tu país", "Toda la lista", "Ver otra situación", "Tengo que irme un tiempo")
    assert text.count("falta que una persona lo revise") == 1


def test_the_front_door_reads_from_what_it_is_to_what_is_new(real_site, read):
    text = read(real_site / "index.html")
    in_order(text, "Protegernos juntas", "Biblioteca de Protección Integral Feminista", "Necesito apoyo ahora")
    doors = ("Empezar a leer", "Aprender", "Encontrar apoyo", "Seguir y compartir")
    in_order(text, *doors, "Lo nuevo", "no es la IM-Defensoras")
    assert "JavaScript" not in text.partition("Secciones")[0]
