"""The help card and the short texts: small enough to pass on, and all that they must say."""

import io
import shutil
import subprocess

import pytest
from conftest import missing
from PIL import Image

from fhp.directory.lists import find_urgent
from fhp.directory.organisations import contact
from fhp.editions.briefs import make_briefs
from fhp.editions.help_card import ELSEWHERE, make_help_card
from fhp.editions.making import Making

MOST = 100_000
codes = pytest.mark.parametrize("code", ["es", "en"])


@pytest.fixture(scope="module")
def cards(real_library):
    return {code: make_help_card(Making(edition)) for code, edition in real_library.editions.items()}


@codes
def test_the_card_is_light_and_holds_a_text_a_picture_and_a_page(cards, code):
    assert {name.rpartition(".")[2] for name in cards[code]} == {"pdf", "png", "txt"}
    assert sum(map(len, cards[code].values())) <= MOST


@codes
def test_the_text_names_each_organisation_what_to_know_first_and_where_to_ask(cards, code, real_library):
    text = next(content.decode() for name, content in cards[code].items() if name.endswith(".txt"))
    edition = real_library.editions[code]
    for region, entries in find_urgent(edition).items():
        for entry in entries if region != ELSEWHERE else []:
            for said in (entry.name, entry.summary, entry.limits or {code: ""}):
                assert " ".join(said[code].split()) in text
            assert contact(edition, entry).url.removeprefix("https://").rstrip("/") in text
    assert edition.word("editions", "card-mind") in text
    assert "@" not in text  # no letters to people


@codes
def test_the_page_is_one_tagged_and_its_text_can_be_taken_out(cards, code, tmp_path):
    if not shutil.which("pdftotext"):
        missing("poppler-utils")
    pdf = tmp_path / "card.pdf"
    pdf.write_bytes(next(content for name, content in cards[code].items() if name.endswith(".pdf")))
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1\n" in info and "Tagged:          yes" in info and "Author" not in info
    fonts = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts and all(line.split()[-5:-2] == ["yes"] * 3 for line in fonts)
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True).stdout
    assert text.index("IM-Defensoras") < text.index("UDEFEGUA") < text.index("Vita-Activa") < text.index("(CPJ)")


@codes
def test_the_picture_tells_nothing_but_itself(cards, code):
    picture = Image.open(io.BytesIO(next(made for name, made in cards[code].items() if name.endswith(".png"))))
    assert picture.info == {} and picture.width > 800


def test_a_library_with_nobody_to_send_her_to_has_no_card(real_library):
    edition = real_library.editions["es"]
    quiet = [entry.model_copy(update={"urgent": False}) for entry in edition.resources.organisations.values()]
    resources = type(edition.resources)({entry.id: entry for entry in quiet}, {}, edition.resources.marked, {})
    library = type(real_library)(**{**vars_of(real_library), "resources": resources})
    assert make_help_card(Making(library.editions["es"])) == {}


def vars_of(library) -> dict:
    return {name: getattr(library, name) for name in library.__dataclass_fields__} | {"found": {}}


@codes
def test_every_short_text_is_in_one_plain_file(real_library, code):
    ((name, content),) = make_briefs(Making(real_library.editions[code])).items()
    briefs = [page.meta.brief_text for page in real_library.editions[code].standing if page.meta.brief_text]
    assert name.endswith(".txt") and len(briefs) > 30
    for brief in briefs:
        assert " ".join(brief.split()) in content.decode()
