"""Check: everything an editor can get wrong, found in one pass over the files, before anything is built."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from fhp.agreement import check_agreement
from fhp.citations import check_citations
from fhp.directory import check_directory
from fhp.inner_links import check_inner_links
from fhp.languages import check_word_files, check_words
from fhp.library import Library, load_library
from fhp.listings import check_markers
from fhp.outer_links import check_outer_links
from fhp.page_weight import check_images
from fhp.personal_data import check_personal_data
from fhp.privacy import check_privacy
from fhp.problems import Problem, problem, render, render_annotation
from fhp.prose import check_prose
from fhp.relations import check_relations
from fhp.release import check_release
from fhp.settings import read_settings
from fhp.translations import check_translations

CHECKS: tuple[Callable[[Library], Iterator[Problem]], ...] = (
    check_relations,
    check_citations,
    check_inner_links,
    check_directory,
    check_outer_links,
    check_personal_data,
    check_markers,
    check_prose,
    check_privacy,
    check_images,
    check_release,
    check_translations,
    check_agreement,
)


def check(root: Path, today: datetime.date | None = None) -> tuple[Library | None, list[Problem]]:
    """The library and every problem in it, in the order of files and lines; None where it cannot be read at all."""
    missing = [name for name in ("mkdocs.yml", "docs", "data/words") if not (root / name).exists()]
    if missing:
        return None, [problem("missing-file", name, value=name) for name in missing]
    settings, broken = read_settings(root)
    broken += check_word_files(root, settings) if settings else []
    if settings is None or broken:
        return None, broken
    library, problems = load_library(root, today, settings)
    problems += check_words(root, library.languages)
    for find in CHECKS:
        problems += find(library)
    return library, sorted(set(problems))


def print_problems(problems: Iterable[Problem]) -> int:
    """Prints one line a problem, mistakes last so that they are read; returns how many mistakes there are."""
    problems = sorted(problems, key=lambda found: (not found.is_notice, found))
    on_github = os.environ.get("GITHUB_ACTIONS") == "true"
    for found in problems:
        print(render(found))
        if on_github:
            print(render_annotation(found))
    return sum(not found.is_notice for found in problems)
