"""The ZIM: whole, with its two indexes, accepted by zimcheck and by what reads it."""

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import missing
from libzim.reader import Archive
from libzim.search import Query, Searcher
from libzim.suggestion import SuggestionSearcher

NAMES = {"es": "biblioteca-PIF.zim", "en": "FHP-library.zim"}


@pytest.mark.parametrize(
    ("code", "words", "found", "title"),
    [("es", "acompanar", "strategies/accompaniment/index.html", "Acompañamiento"),
     ("en", "accompany", "en/strategies/accompaniment/index.html", "Accompaniment")],
)  # fmt: skip
def test_its_search_finds_by_text_and_by_title(pocket: Path, code, words, found, title):
    archive = Archive(pocket / "site/offline" / NAMES[code])
    assert archive.check() and archive.has_fulltext_index and archive.has_title_index
    assert found in Searcher(archive).search(Query().set_query(words)).getResults(0, 9)
    assert found in SuggestionSearcher(archive).suggest(title[:6]).getResults(0, 9)
    assert archive.get_entry_by_path(found).title == title


def test_it_says_what_it_is_and_the_discreet_one_does_not(pocket: Path, pocket_library):
    for name, title in ((NAMES["es"], "Biblioteca PIF"), ("notas.zim", "Notas")):
        archive = Archive(pocket / "site/offline" / name)
        said = {key: archive.get_metadata(key).decode("utf-8", "replace") for key in archive.metadata_keys}
        assert said["Title"] == title and said["Language"] == "spa" and said["Date"] == pocket_library.today.isoformat()
        assert archive.main_entry.get_item().path == "index.html" and archive.has_illustration(48)
        assert "PIF" not in "".join(said.values()) or title == "Biblioteca PIF"


@pytest.mark.parametrize("name", [*NAMES.values(), "notas.zim"])
def test_zimcheck_finds_nothing(pocket: Path, name):
    if not shutil.which("zimcheck"):
        missing("zim-tools")
    command = ["zimcheck", "-A", name]
    done = subprocess.run(command, cwd=pocket / "site/offline", capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "Pass" in done.stdout and "[WARN" not in done.stdout, done.stdout + done.stderr
