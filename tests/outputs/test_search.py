"""Search finds what a reader means, in few bytes, and only what her own language has."""

import gzip
import json
import re

import pytest
from conftest import ROOT, load_yaml, pages_of

from fhp.content.library import load_library
from fhp.outputs.search import BOUND, cut_shards, render_search
from fhp.outputs.word_index import Entry, build_index, find_words
from fhp.text.passages import Passage, find_passages

FIRST_SEARCH, SCRIPT, IN_PAGE = 6_000, 1_100, 250  # bytes after gzip
SHOWN = 6


def packed(text: str) -> int:
    return len(gzip.compress(text.encode(), 6, mtime=0))


def known_to(script: str) -> tuple[list[str], list[str]]:
    """Where each shard starts and which words are common, from a built search.js."""
    (starts, common, _say), _end = json.JSONDecoder().raw_decode(script, script.index("[["))
    return starts, common


def entry(title: str, text: str = "", **more) -> Entry:
    return Entry(title, title, "", (Passage("", "", text),), **more)


@pytest.mark.parametrize(
    ("one", "other"),
    [("sanación", "sanacion"), ("defensora", "Defensoras"), ("red", "redes"), ("país", "países"), ("voz", "voces"),
     ("ley", "leyes"), ("interés", "intereses"), ("house", "houses"), ("policy", "policies"), ("network", "networks")],
)  # fmt: skip
def test_accents_capitals_and_plurals_do_not_matter(one, other):
    assert find_words(one) == find_words(other)


@pytest.mark.parametrize(("one", "other"), [("casa", "caso"), ("red", "rezo"), ("care", "cure")])
def test_different_words_stay_different(one, other):
    assert find_words(one) != find_words(other)


def test_a_title_and_a_name_given_by_the_glossary_weigh_more_than_running_text():
    entries = [entry("Uno", "refugio y algo más"), entry("Refugio", "texto"), entry("Tres", "texto", leads="refugio")]
    places = {place.entry: place.step for place in build_index(entries).postings["refugio"]}
    assert places[1] > places[2] > places[0]


def test_a_word_leads_to_the_heading_that_says_most_of_it():
    html = '<p>Agua.</p><h2 id="a">Uno</h2><p>Agua.</p><h2 id="b">Dos</h2><p>Agua, agua y agua.</p>'
    index = build_index([Entry("x/", "X", "", tuple(find_passages(html)))])
    assert [place.passage for place in index.postings["agua"]] == [2]


def test_notes_navigation_and_lists_of_other_pages_are_not_a_page_s_own_words():
    html = (
        '<nav><a>menú</a></nav><p>Propio.<sup id="r">1</sup></p><!--made--><li>ajeno</li><!--/made-->'
        '<div class="footnote"><div>nota</div></div><p>Fin.</p>'
    )
    assert find_passages(html) == [Passage("", "", "Propio. Fin.")]
    assert "ajeno" in find_passages(html, with_lists=True)[0].text


def test_shards_are_bounded_and_each_word_is_in_the_one_whose_start_it_follows():
    words = sorted({f"{a}{b}{c}" for a in "abcde" for b in "aeiou" for c in ("", "n", "ntr", "nts", "z")})
    shards = cut_shards([f"{word} {'!!' * 12}" for word in words])
    assert max(len("\n".join(shard).encode()) for shard in shards) <= BOUND
    assert [line.split(" ")[0] for shard in shards for line in shard] == words


def test_a_language_finds_its_own_pages_and_organisations_and_nothing_withdrawn(tiny_site, build_site):
    (tiny_site / "docs/en/news/meeting.md").unlink()
    for code in ("es", "en"):
        page = tiny_site / "docs" / code / "strategies/networks.md"
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("\ntype:", "\nstatus: retired\nreason: X\ntype:", 1), encoding="utf-8")
    site = build_site(tiny_site)
    found = {path.read_text(encoding="utf-8").split("\n")[0] for path in (site / "en/search").glob("p*.txt")}
    assert (site / "en/news/meeting/index.html").exists()
    assert (site / "en/strategies/networks/index.html").exists()
    assert not {"news/meeting/", "strategies/networks/"} & found
    assert {"strategies/accompaniment/", "directory/allied-group/"} <= found


def test_the_same_entries_give_the_same_files():
    library, _ = load_library(ROOT)
    entries = [entry(f"título {n}", f"palabra{n} común") for n in range(30)]
    assert render_search(library.default, entries, "INDEX") == render_search(library.default, entries, "INDEX")


def test_what_a_title_holds_cannot_become_markup():
    library, _ = load_library(ROOT)
    files, _ = render_search(library.default, [entry('<b onclick="x">&')], "INDEX")
    assert "<b" not in files["p1.txt"]
    assert files["p1.txt"].count('"') == 1


def test_the_script_and_what_every_page_carries_for_it_are_small(real_site):
    for code in ("", "en/"):
        script = (real_site / code / "search/search.js").read_text(encoding="utf-8")
        _known, end = json.JSONDecoder().raw_decode(script, script.index("[["))
        assert packed(script[: script.index("[[")] + script[end:]) <= SCRIPT
        page = (real_site / code / "index.html").read_text(encoding="utf-8")
        inline = next(text for text in re.findall(r"<script>(.*?)</script>", page, re.DOTALL) if "data" in text)
        assert packed(inline) <= IN_PAGE


def test_a_first_search_costs_at_most_6000_bytes_even_where_the_heaviest_results_are_shown(real_site):
    questions = load_yaml(ROOT / "benchmarks/search_questions.yaml")
    for code, prefix in (("es", ""), ("en", "en/")):
        folder = real_site / prefix / "search"
        script = (folder / "search.js").read_text(encoding="utf-8")
        starts, common = known_to(script)
        shown = sorted((packed(path.read_text(encoding="utf-8")) for path in folder.glob("p*.txt")), reverse=True)
        for question in questions[code]:
            words = [word for word in find_words(question["ask"]) if word not in common and len(word) > 2]
            shards = {sum(start <= word for start in starts) for word in words}
            sizes = [packed((folder / f"{number}.txt").read_text(encoding="utf-8")) for number in shards]
            assert packed(script) + sum(sizes) + sum(shown[:SHOWN]) <= FIRST_SEARCH, question["ask"]


def test_every_result_leads_to_a_page_and_a_heading_that_exist(real_site):
    pages = set(pages_of(real_site))
    for prefix in ("", "en/"):
        for path in (real_site / prefix / "search").glob("p*.txt"):
            url, _description, *ends = path.read_text(encoding="utf-8").split("\n")
            page, _, anchor = url.partition("#")
            assert prefix + page in pages
            html = (real_site / prefix / page / "index.html").read_text(encoding="utf-8")
            for name in [anchor, *(end.partition('">')[0].lstrip("#") for end in ends)]:
                assert not name or f'id="{name}"' in html, f"{url} {name}"
