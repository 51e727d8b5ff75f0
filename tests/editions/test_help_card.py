"""The help card and the short texts: small enough to pass on, and all that they must say."""

import io
import shutil
import subprocess

import pytest
from conftest import DAY, missing
from editions_fixtures import make_pocket
from PIL import Image

from fhp.content.library import load_library
from fhp.directory.organisations import contact
from fhp.directory.situations import HOME
from fhp.editions.briefs import make_briefs
from fhp.editions.help_card import make_help_card, read_card
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
def test_the_text_says_who_is_there_for_each_situation_what_to_know_first_and_where_to_ask(cards, code, real_library):
    text = next(content.decode() for name, content in cards[code].items() if name.endswith(".txt"))
    edition = real_library.editions[code]
    card = read_card(Making(edition), edition.page(HOME).meta.title)
    assert [situation.id for situation, _ in card.helpers] == [situation.id for situation in real_library.situations]
    for situation, entries in card.helpers:
        assert situation.title[code] in text and entries
        assert situation.lacks is None or " ".join(situation.lacks[code].split()) in text
    for entry in card.entries:
        assert entry.name[code].upper() in text
        for said in (entry.summary, entry.limits or {code: ""}):
            assert " ".join(said[code].split()) in text
        assert contact(edition, entry).url.removeprefix("https://").removesuffix("/") in text
    assert edition.word("editions", "card-mind") in text and edition.word("editions", "card-first") in text
    assert "@" not in text  # no letters to people


@codes
def test_the_page_is_one_tagged_and_its_text_can_be_taken_out(cards, code, tmp_path, real_library):
    if not shutil.which("pdftotext"):
        missing("poppler-utils")
    pdf = tmp_path / "card.pdf"
    pdf.write_bytes(next(content for name, content in cards[code].items() if name.endswith(".pdf")))
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1\n" in info and "Tagged:          yes" in info and "Author" not in info
    fonts = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts and all(line.split()[-5:-2] == ["yes"] * 3 for line in fonts)
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True).stdout
    whole = " ".join(text.replace("\u00ad\n", "").split())
    edition = real_library.editions[code]
    titles = [whole.index(situation.title[code]) for situation in real_library.situations]
    assert titles == sorted(titles) and whole.index(edition.word("editions", "card-who")) > titles[-1]


@codes
def test_the_picture_tells_nothing_but_itself(cards, code):
    picture = Image.open(io.BytesIO(next(made for name, made in cards[code].items() if name.endswith(".png"))))
    assert picture.info == {} and picture.width > 700


def test_a_library_with_nobody_to_send_her_to_has_no_card(tiny_site):
    assert make_help_card(Making(load_library(tiny_site, DAY)[0].editions["es"])) == {}
    library = make_pocket(tiny_site)
    data = library / "resources.yaml"
    data.write_text(
        data.read_text(encoding="utf-8").replace("help: [accompaniment]", "help: [legal]"), encoding="utf-8"
    )
    assert make_help_card(Making(load_library(library, DAY)[0].editions["es"])) == {}


@codes
def test_every_short_text_is_in_one_plain_file(real_library, code):
    ((name, content),) = make_briefs(Making(real_library.editions[code])).items()
    briefs = [page.meta.brief_text for page in real_library.editions[code].standing if page.meta.brief_text]
    assert name.endswith(".txt") and len(briefs) > 30
    for brief in briefs:
        assert " ".join(brief.split()) in content.decode()
