"""The printed editions: light, tagged, whole, for paper of either size."""

import shutil
import subprocess

import pytest
from conftest import missing

from fhp.editions.making import Making
from fhp.editions.printed import make_booklet, make_print


@pytest.fixture(scope="module")
def printed(real_library, real_site, tmp_path_factory) -> dict[str, tuple[str, str, str]]:
    """File name → what pdfinfo, pdffonts and pdftotext say of it."""
    if not shutil.which("pdftotext"):
        missing("poppler-utils")
    folder, said = tmp_path_factory.mktemp("printed"), {}
    making = Making(real_library.editions["es"])
    for name, content in {**make_print(making, real_site), **make_booklet(making, real_site)}.items():
        assert len(content) <= 1_500_000
        (folder / name).write_bytes(content)
        commands = (["pdfinfo", name], ["pdffonts", name], ["pdftotext", "-raw", name, "-"])
        said[name] = tuple(
            subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
            for command in commands
        )
    return said


def test_each_is_tagged_has_its_fonts_and_fits_both_papers(printed):
    assert len(printed) == 3
    for info, fonts, _ in printed.values():
        assert "Tagged:          yes" in info and "Author" not in info and "Producer" not in info
        width, height = (float(number) for number in info.split("Page size:")[1].split("pts")[0].split("x"))
        assert width <= 595.3 and height <= 792  # the width of A4, the height of Letter
        rows = fonts.splitlines()[2:]
        assert rows and all(row.split()[-5:-2] == ["yes"] * 3 for row in rows)


def test_the_text_comes_out_in_reading_order(printed, real_library):
    *_, (_, _, text) = printed.values()
    whole = " ".join(text.replace("\u00ad\n", "").split())
    briefs = [page.meta.brief_text for page in real_library.editions["es"].standing if page.meta.type == "tool"]
    places = [whole.index(" ".join(brief.split())[:40]) for brief in briefs]
    assert len(places) > 5 and places == sorted(places)
