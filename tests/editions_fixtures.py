"""The editions of the real library, made once of one build of its site."""

from pathlib import Path

import pytest
from conftest import ROOT, newest_day

from fhp.content.library import Library, load_library


@pytest.fixture(scope="session")
def real_library() -> Library:
    """The real library on its newest day."""
    return load_library(ROOT, newest_day())[0]


@pytest.fixture(scope="session")
def real_editions(real_library: Library, real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all editions, plain and discreet."""
    from fhp.editions.make import make_editions

    folder = tmp_path_factory.mktemp("editions")
    for discreet in (False, True):
        list(make_editions(real_library, real_site, folder, discreet))
    return folder
