"""Check: everything an editor can get wrong, found in one pass over the files, before anything is built."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from fhp.content.files import check_kinds
from fhp.content.languages import check_word_files, check_words
from fhp.content.library import Library, load_library
from fhp.content.settings import read_settings
from fhp.problems import Problem, problem, render, render_annotation
from fhp.rules.agreement import check_agreement
from fhp.rules.citing import check_citations
from fhp.rules.data import check_data
from fhp.rules.duplicates import check_duplicates
from fhp.rules.file_metadata import check_file_metadata
from fhp.rules.files import check_files
from fhp.rules.folding import fold
from fhp.rules.front_page import check_front_pages
from fhp.rules.ids import check_ids
from fhp.rules.links_within import check_links_within
from fhp.rules.markup import check_markers, check_markup
from fhp.rules.names import check_names
from fhp.rules.outside_addresses import check_outside_addresses
from fhp.rules.pair_shapes import check_pair_shapes
from fhp.rules.personal_data import check_personal_data
from fhp.rules.pictures import check_pictures
from fhp.rules.prose import check_prose
from fhp.rules.readability import check_readability
from fhp.rules.releases import check_releases
from fhp.rules.situations import check_situations
from fhp.rules.stray_files import check_stray_files
from fhp.rules.structure import check_structure
from fhp.rules.translations import check_translations
from fhp.rules.truth import check_truth
from fhp.rules.typed_marks import check_typed_marks
from fhp.rules.unfinished import check_unfinished
from fhp.rules.untranslated import check_untranslated

CHECKS: tuple[Callable[[Library], Iterator[Problem]], ...] = (
    check_ids,
    check_citations,
    check_links_within,
    check_outside_addresses,
    check_personal_data,
    check_names,
    check_file_metadata,
    check_markers,
    check_prose,
    check_typed_marks,
    check_structure,
    check_pair_shapes,
    check_markup,
    check_files,
    check_pictures,
    check_data,
    check_duplicates,
    check_front_pages,
    check_stray_files,
    check_releases,
    check_situations,
    check_translations,
    check_agreement,
    check_unfinished,
    check_untranslated,
    check_truth,
    check_readability,
)


def check(root: Path, today: datetime.date | None = None) -> tuple[Library | None, list[Problem]]:
    """The library and every problem in it, in the order of files and lines; None where it cannot be read at all."""
    missing = [name for name in ("mkdocs.yml", "docs", "data/words") if not (root / name).exists()]
    if missing:
        return None, [problem("missing-file", name, value=name) for name in missing]
    strange = [*check_kinds(root)]
    if strange:  # nothing else is read, so that nothing is read that is not ours
        return None, strange
    settings, broken = read_settings(root)
    broken += check_word_files(root, settings) if settings else []
    if settings is None or broken:
        return None, broken
    library, problems = load_library(root, today, settings)
    problems += check_words(root, library.languages)
    for find in CHECKS:
        problems += find(library)
    return library, fold(library, problems)


def print_problems(problems: Iterable[Problem]) -> int:
    """Prints one line a problem, mistakes last so that they are read; returns how many mistakes there are."""
    problems = sorted(problems, key=lambda found: (not found.is_notice, found))
    on_github = os.environ.get("GITHUB_ACTIONS") == "true"
    for found in problems:
        print(render(found))
        if on_github:
            print(render_annotation(found))
    return sum(not found.is_notice for found in problems)
