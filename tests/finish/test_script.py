"""The scripts: written for people, in the words of every browser, and short where phones pay for them."""

import gzip

import pytest
from conftest import ROOT, run

from fhp.finish.script import ScriptError, shorten_script

SCRIPTS = sorted((ROOT / "overrides/assets").glob("*.js"))
# bytes after gzip, when they were written in short names by hand
SIZES = {"exit.js": 321, "search.js": 1053, "search-start.js": 186, "copy.js": 290}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_weighs_no_more_than_one_shortened_by_hand(path):
    short = shorten_script(path.read_text(encoding="utf-8"))
    assert len(gzip.compress(short.encode(), 6, mtime=0)) <= SIZES[path.name]


def test_only_names_of_its_own_are_shortened():
    text = "/* why */ (function () { var known = INDEX, other = window.known; other.known(known); })();"
    assert shorten_script(text) == "(function(){var b=INDEX,a=window.known;a.known(b);})();"


@pytest.mark.parametrize(
    ("text", "line"),
    [("var a = 1;\nvar b = () => a;", 2), ("const a = 1;", 1), ("\n\nvar a = `b`;", 3), ("if (a) {", 1)],
)
def test_what_old_browsers_cannot_read_is_told_with_its_line(text, line):
    with pytest.raises(ScriptError, match=rf"^{line}: no es / is not ECMAScript 5: "):
        shorten_script(text)


@pytest.mark.parametrize("name", ["style.css", "search.js", "exit.js", "copy.js"])
def test_a_slip_stops_the_build_with_one_line(name, tiny_site):
    path = tiny_site / "overrides/assets" / name
    path.write_text("\n@oh no;\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    done = run("mkdocs", "build", "--strict", cwd=tiny_site)
    assert done.returncode == 1
    assert f"overrides/assets/{name}:2: " in done.stdout and "Traceback" not in done.stdout
