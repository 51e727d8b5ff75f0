"""Page weight: a page over its budget stops a strict build and says what weighs; each page has only its own style."""

import random
from pathlib import Path

from conftest import run

from fhp.finish.style import parse_style, style_for
from fhp.finish.weight import weigh, weigh_site


def test_a_page_over_the_budget_stops_the_strict_build_and_says_what_weighs(tiny_site: Path):
    noise = random.Random(1)
    words = ["".join(noise.choices("abcdefghijklmnopqrstuvwxyz", k=8)) for _ in range(4000)]
    words = "\n\n".join(" ".join(words[start : start + 100]) for start in range(0, 4000, 100))
    for code in ("es", "en"):
        path = tiny_site / f"docs/{code}/strategies/accompaniment.md"
        path.write_text(path.read_text(encoding="utf-8") + f"\n{words}\n", encoding="utf-8")
    done = run("mkdocs", "build", "--strict", cwd=tiny_site)
    assert done.returncode == 1 and "Traceback" not in done.stdout
    found = [line for line in done.stdout.splitlines() if "[too-heavy]" in line]
    assert any("site/strategies/accompaniment/index.html:1:" in line and "text 2" in line for line in found), (
        done.stdout
    )
    assert not any("site/strategies/networks/" in line for line in found)


def test_the_table_lists_every_page_the_heaviest_first(tiny_built: Path):
    weights = weigh_site(tiny_built)
    assert len(weights) == len(list(tiny_built.rglob("*.html")))
    assert weights == sorted(weights, key=lambda weight: (-weight.gzip, weight.path))
    done = run("fhp.cli", "weight", cwd=tiny_built.parent)
    assert done.returncode == 0 and weights[0].path in done.stdout.splitlines()[1]


def test_the_first_screen_ends_well_before_the_page():
    html = "<html><article><p>" + "palabra " * 5000 + "</p></article></html>"
    weight = weigh("x", html)
    assert 0 < weight.first_screen < weight.gzip


def test_a_page_carries_only_the_rules_that_something_on_it_answers_to():
    rules = parse_style("""
        /* a comment */ a { color: red } table, .grid > li { margin: 0 } .steps a:hover::after { color: blue }
        @media print { .menu, p { display: none } table { color: black } }
    """)
    assert style_for('<p class="steps"><a>x</a></p>', rules) == (
        "a{color:red}.steps a:hover::after{color:blue}@media print{p{display:none}}"
    )
    assert "table{margin:0}" in style_for("<table></table>", rules)


def test_markup_made_by_a_script_keeps_its_rules(tiny_built: Path):
    html = (tiny_built / "index.html").read_text(encoding="utf-8")
    style = html[html.index("<style>") : html.index("</style>")]
    assert ".menu" in style and ".tabbed" not in style and ".weave" not in style
