"""The bed of mistakes (tests/mistakes/): each is told at its place in one line, and innocent texts pass.

By hand, `python tests/test_mistakes.py` prints a table of what is caught, silent, misplaced …; `--family`, `--only`
narrow it, `--list` names each that is wrong, `--write` renews tests/mistakes/open.txt, the list of those still open.
"""

import argparse
import collections
import sys
import tempfile
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent / "links")]

import pytest
from mistake_entries import FOLDER, Entry, load_bed
from mistake_trials import make_template, try_entry
from mistake_verdicts import RIGHT, Verdict

OPEN = FOLDER / "open.txt"
BED = load_bed()


def still_open() -> dict[str, str]:
    """Maps each entry that is known to go wrong to the word for how."""
    rows = OPEN.read_text(encoding="utf-8").splitlines() if OPEN.exists() else []
    return {name: word for row in rows if not row.startswith("#") for word, _, name in [row.partition(" ")]}


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return make_template(tmp_path_factory.mktemp("bed"))


@pytest.mark.large
@pytest.mark.parametrize("entry", BED, ids=lambda entry: entry.id)
def test_the_mistake_is_told_at_its_place_and_the_innocent_passes(entry, template):
    verdict = try_entry(entry, template)
    if entry.id in still_open():
        assert not verdict.is_right, f"mended: take it off {OPEN.name} (python tests/test_mistakes.py --write)"
        return
    assert verdict.is_right, f"{verdict.word}: {verdict.detail}"


def test_the_list_of_open_ones_names_entries_of_the_bed():
    assert still_open().keys() <= {entry.id for entry in BED}


def _table(results: list[tuple[Entry, Verdict]]) -> str:
    words = collections.Counter(verdict.word for _, verdict in results)
    columns = [*RIGHT, *(word for word, _ in words.most_common() if word not in RIGHT)]
    columns = [word for word in columns if words[word]]
    rows = [f"{'family':<22}" + "".join(f"{word:>12}" for word in [*columns, "all"])]
    for family in dict.fromkeys(entry.family for entry, _ in results):
        counts = collections.Counter(verdict.word for entry, verdict in results if entry.family == family)
        row = [str(counts[word] or "·") for word in columns] + [str(counts.total())]
        rows.append(f"{family:<22}" + "".join(f"{cell:>12}" for cell in row))
    total = [str(words[word]) for word in columns] + [str(words.total())]
    return "\n".join([*rows, f"{'all':<22}" + "".join(f"{cell:>12}" for cell in total)])


def _print(entry: Entry, verdict: Verdict) -> None:
    text = next((str(entry.spec[key]) for key in ("es", "en", "pair") if key in entry.spec), "")
    print(f"{verdict.word:<12} {entry.id}" + (f" | {ascii(text[:90])}" if text else ""), flush=True)
    if verdict.detail:
        print(f"{'':<12} {verdict.detail[:300]}")


def _write(tried: set[str], wrong: dict[str, str]) -> None:
    """Renews the list of those still open as far as they were tried."""
    left = {entry.id for entry in BED} - tried
    kept = {name: word for name, word in still_open().items() if name in left}
    rows = "".join(f"{word} {name}\n" for name, word in sorted((kept | wrong).items()))
    OPEN.write_text(f"# By `python tests/test_mistakes.py --write`: what the rules do not meet yet.\n{rows}", "utf-8")


def main() -> int:
    """Prints the table; exits with 1 while anything is open."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--family", action="append")
    parser.add_argument("--only", default="", help="a piece of the name")
    parser.add_argument("--issue", type=int)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--all", action="store_true", help="with --list: those that are right too")
    parser.add_argument("--no-build", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    bed = [entry for entry in BED if options.only in entry.id and entry.family in (options.family or [entry.family])]
    if options.issue:
        bed = [entry for entry in bed if options.issue in _issues(entry)]
    with tempfile.TemporaryDirectory() as folder:
        template = make_template(Path(folder))
        results = []
        for entry in bed:
            results.append((entry, try_entry(entry, template, build=not options.no_build)))
            if options.list and (options.all or not results[-1][1].is_right):
                _print(*results[-1])
    print(_table(results))
    wrong = [(entry, verdict) for entry, verdict in results if not verdict.is_right]
    if options.write:
        _write({entry.id for entry in bed}, {entry.id: verdict.word for entry, verdict in wrong})
    return 1 if wrong else 0


def _issues(entry: Entry) -> list[int]:
    issue = entry.spec.get("issue", [])
    return issue if isinstance(issue, list) else [issue]


if __name__ == "__main__":
    sys.exit(main())
