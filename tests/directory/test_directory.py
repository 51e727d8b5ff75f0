"""The directory: pages made from resources.yaml, the lists, the open data, and what a reader sees of each link."""

import csv
import gzip
import html
import io
import json
import random
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, load_yaml, run
from conftest import TODAY as EPOCH

from fhp.check import check
from fhp.content.library import load_library
from fhp.content.link_states import load_link_states
from fhp.directory.open_data import COLUMNS, guarded, render_csv
from fhp.directory.organisations import render_organisation
from fhp.directory.shelves import PART
from fhp.directory.situations import render_help
from fhp.finish.weight import PAGE
from fhp.lists.bibliography import render_bibliography, render_bibtex
from fhp.text.outside_links import link_of, reading_link, safe

TODAY = date(2026, 11, 21)
INDEX = """---
id: {id}
title: {title}
description: {title}.
type: page
created: 2026-11-01
updated: 2026-11-01
original: es
---
{text}

<!-- list: {marker} -->
"""
EVIL = '"><script>alert(1)</script> *b* [x](javascript:alert(2)) <!-- list: urgent --> & {: .c } [^a] `c` | \\'


WORDS = {code: load_yaml(ROOT / f"data/words/{code}.yaml") for code in ("es", "en")}


def words(code: str, section: str, key: str, **values: str) -> str:
    """What the site says; the wording is the editors' to change."""
    return WORDS[code][section][key].format(**values)


def organisation(key: str, **more: object) -> dict[str, object]:
    """An entry as an editor would write it, with what the test changes."""
    entry = {
        "id": key,
        "name": {"es": f"Grupo {key}", "en": f"Group {key}"},
        "url": f"https://{key}.org",
        "help": ["legal"],
        "reach": ["mesoamerica"],
        "languages": ["es"],
        "summary": {"es": f"Apoya {key}.", "en": f"Supports {key}."},
        "status": "active",
        "verified": {"on": "2026-11-01", "how": "stored-pages"},
        "sources": [{"note": {"es": "Su sitio.", "en": "Its site."}, "confidence": "medium"}],
        "created": "2026-11-01",
        "updated": "2026-11-01",
    }
    return {key: value for key, value in (entry | more).items() if value is not None}


SITUATIONS = [
    {"id": "justice", "title": {"es": "Detuvieron a alguien", "en": "Someone was detained"}, "help": ["legal"]},
    {
        "id": "learn",
        "title": {"es": "Queremos aprender", "en": "We want to learn"},
        "help": ["training", "legal"],
        "lacks": {"es": "No damos cursos.", "en": "We give no courses."},
        "first": ["was-other"],
        "read": ["networks"],
    },
]


def write_directory(
    site: Path, *entries: dict[str, object], links: dict[str, object] | None = None, situations: object = SITUATIONS
) -> Path:
    """The tiny site with these organisations beside its own, the pages that list them, and the situations."""
    known = [entry["id"] for entry in entries]
    kept = [found for found in situations if known and set(found.get("first", [])) <= {*known}]
    (site / "data/situations.yaml").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    data = yaml.load((site / "resources.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    data["organisations"] = sorted([*data["organisations"], *entries], key=lambda entry: entry["id"])
    (site / "resources.yaml").write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    for code in ("es", "en"):
        for key, marker in (("index", "directory"), ("support", "urgent")):
            path = site / "docs" / code / "directory" / f"{key}.md"
            path.parent.mkdir(exist_ok=True)
            name = "directory" if key == "index" else "help-now"
            path.write_text(INDEX.format(id=name, title=name.title(), text="Text.", marker=marker), encoding="utf-8")
    settings = (site / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("\ntheme:", "\n  - directory/index.md\n  - directory/support.md\n\ntheme:", 1)
    (site / "mkdocs.yml").write_text(re.sub(r"\n\n(?=  - directory)", "\n", settings), encoding="utf-8")
    if links is not None:
        (site / "data/links.json").write_text(json.dumps({"honest": {}, "links": links}), encoding="utf-8")
    return site


def main_of(page: Path) -> str:
    return re.search(r"<main.*?</main>", page.read_text(encoding="utf-8"), re.DOTALL)[0]


def text_of(markup: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup)))


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    """One built site with an entry of every kind."""
    from conftest import make_tiny_site

    site = make_tiny_site(tmp_path_factory.mktemp("directory") / "library")
    write_directory(
        site,
        organisation(
            "urgent-fresh",
            urgent=True,
            verified={"on": "2026-11-20", "how": "person"},
            reach=["global"],
            help=["legal", "training"],
        ),
        organisation(
            "urgent-old", urgent=True, verified={"on": "2026-01-01", "how": "general-knowledge"}, reach=["global"]
        ),
        organisation(
            "urgent-near",
            urgent=True,
            reach=["guatemala"],
            contact_url="https://urgent-near.org/help",
            limits={"es": "No da dinero.", "en": "It gives no money."},
        ),
        organisation("urgent-paused", urgent=True, status="paused"),
        organisation("urgent-dead", urgent=True),
        organisation(
            "urgent-taken",
            urgent=True,
            contact_url="https://urgent-taken.org/help",
            archive_url="https://web.archive.org/x",
        ),
        organisation(
            "was-other",
            status="renamed",
            formerly=["Old Name"],
            active_as_of="2024-05",
            sources=[{"publication": "small-book", "confidence": "high"}],
        ),
        organisation("no-site", url=None, status="historical"),
        organisation(
            "evil",
            name={"es": EVIL[:109], "en": "1. - # Evil & Co"},
            summary={"es": EVIL, "en": "- " + EVIL},
            limits={"es": EVIL, "en": EVIL},
            formerly=[EVIL],
            sources=[{"note": {"es": EVIL, "en": EVIL}, "confidence": "low"}],
            url="https://evil.org/a)b\"><script>'[x]",
        ),
        links={
            "https://urgent-dead.org": {
                "state": "dead",
                "since": "2026-10-05",
                "archived": "https://web.archive.org/old",
            },
            "https://urgent-taken.org": {"state": "taken-over", "since": "2026-10-05"},
        },
    )
    done = run("mkdocs", "build", cwd=site, EDIT_URL="https://git.house.net/edit/main/docs/")
    assert done.returncode == 0, done.stdout
    return site / "site"


def test_every_organisation_has_its_page_at_a_permanent_address_in_every_language(directory):
    for prefix, name in (("", "Grupo urgent-near"), ("en/", "Group urgent-near")):
        page = (directory / prefix / "directory/urgent-near/index.html").read_text(encoding="utf-8")
        assert f"<h1>{name}</h1>" in page
        assert 'hreflang="x-default" href="https://biblioteca-pif.example/directory/urgent-near/"' in page
        assert 'hreflang="en" href="https://biblioteca-pif.example/en/directory/urgent-near/"' in page
        assert f'rel="canonical" href="https://biblioteca-pif.example/{prefix}directory/urgent-near/"' in page
        assert 'href="https://git.house.net/edit/main/docs/../resources.yaml"' in page
        assert page.count("<script") == (directory / "index.html").read_text(encoding="utf-8").count("<script")


def test_a_page_says_what_one_gets_what_not_where_to_ask_and_how_sure_we_are(directory):
    text = text_of(main_of(directory / "directory/urgent-near/index.html"))
    for part in (
        "Inicio › Directory",
        "Apoya urgent-near.",
        "No da dinero.",
        "urgent-near.org/help",
        "Apoyo legal",
        "Guatemala",
        "Español",
        "Activa.",
        words(
            "es", "directory", "verified-on", date="1 de noviembre de 2026", how=words("es", "verified", "stored-pages")
        ),
        words("es", "links", "unchecked"),
        "Su sitio. (confianza: media)",
    ):
        assert part in text, part


def test_kinds_of_help_and_regions_lead_to_their_shelves(directory):
    page = main_of(directory / "en/directory/urgent-near/index.html")
    assert 'href="../help/legal/">Legal support</a>' in page
    assert 'href="../reach/guatemala/">Guatemala</a>' in page


def test_a_renamed_one_says_what_it_was_and_where_we_know_it_from(directory):
    text = text_of(main_of(directory / "en/directory/was-other/index.html"))
    assert "Formerly Old Name" in text and words("en", "directory", "last-sign", date="May 2024") in text
    assert "Small book" in text and "(confidence: high)" in text


def test_age_shows_past_the_review_interval(directory):
    says = words("en", "directory", "stale")
    assert says in main_of(directory / "en/directory/urgent-old/index.html")
    assert says not in main_of(directory / "en/directory/urgent-fresh/index.html")
    assert f"({words('en', 'directory', 'due')})" in main_of(directory / "en/directory/index.html")


def test_one_without_a_site_and_without_activity_says_so(directory):
    text = text_of(main_of(directory / "en/directory/no-site/index.html"))
    assert words("en", "links", "none") in text and words("en", "directory", "historical") in text


def test_markup_in_any_field_is_shown_as_text(directory):
    for path in directory.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert "<script>alert" not in page and not re.search(r'href="[^"]*javascript:', page), path
    text = text_of(main_of(directory / "directory/evil/index.html"))
    assert (
        text.count(
            '"><script>alert(1)</script> *b* [x](javascript:alert(2)) <!-- list: urgent --> & {: .c } [^a] `c` | \\'
        )
        >= 3
    )
    english = main_of(directory / "en/directory/evil/index.html")
    assert "<h1>1. - # Evil &amp; Co</h1>" in english
    assert text_of(english).count('- ">') == 1 and "<p>- &quot;" not in english.replace('- "', "")


def test_help_now_holds_only_those_that_can_be_counted_on_nearest_and_freshest_first(directory):
    page = main_of(directory / "directory/support/index.html")
    assert re.findall(r'<h2 id="([^"]+)"', page) == ["justice", "learn"]
    justice, learn = (section.partition("</ul>")[0] for section in page.split("<h2 ")[1:])
    rows = re.compile(r'<strong><a href="../([a-z-]+)/"')
    assert rows.findall(justice) == ["was-other", "evil", "urgent-near", "urgent-fresh", "urgent-old"]
    assert rows.findall(learn) == ["was-other", "evil", "urgent-near", "urgent-fresh", "urgent-old"]
    text = text_of(page)
    assert words("es", "verified", "person") in text and words("es", "directory", "stale") in text


def test_a_dead_site_has_no_link_but_its_old_copy_and_a_taken_one_has_nothing(directory):
    dead = main_of(directory / "en/directory/urgent-dead/index.html")
    assert "https://urgent-dead.org" not in dead and 'href="https://web.archive.org/old"' in dead
    assert words("en", "links", "dead", date="5 October 2026") in dead and words("en", "links", "archive-note") in dead
    taken = main_of(directory / "en/directory/urgent-taken/index.html")
    assert "urgent-taken.org" not in taken and "web.archive.org" not in taken
    assert taken.count(words("en", "links", "taken-over")) == 1


def test_a_shelf_by_kind_of_help_is_grouped_by_region_fresh_before_stale(directory):
    page = main_of(directory / "en/directory/help/legal/index.html")
    assert re.findall(r'<h2 id="([^"]+)"', page) == ["mesoamerica", "world"]
    assert page.index("urgent-fresh/") < page.index("urgent-old/")
    assert page.index("was-other/") < page.index("no-site/")  # an active one before one that is only remembered


def test_a_shelf_by_region_combines_with_the_kind_of_help_by_its_headings(directory):
    page = main_of(directory / "en/directory/reach/global/index.html")
    assert re.findall(r'<h2 id="([^"]+)"', page) == ["legal", "training"]
    assert page.count('href="../../urgent-fresh/"') == 2
    assert 'href="../global/"' in main_of(directory / "en/directory/reach/guatemala/index.html")
    assert not (directory / "directory/help/funding").exists()


def test_the_site_map_names_the_made_pages_in_both_languages(directory):
    sitemap = (directory / "sitemap.xml").read_text(encoding="utf-8")
    for path in ("directory/urgent-near/", "en/directory/help/legal/", "directory/reach/guatemala/"):
        assert f"<loc>https://biblioteca-pif.example/{path}</loc>" in sitemap


def test_the_menu_beside_an_organisation_leads_to_the_other_kinds_of_help(directory):
    page = (directory / "en/directory/urgent-near/index.html").read_text(encoding="utf-8")
    menu = page[page.index('<nav class="menu"') :]
    assert 'href="../support/"' in menu and 'href="../help/training/"' in menu


@pytest.mark.parametrize(("prefix", "first"), [("", "Nombre"), ("en/", "Name")])
def test_the_open_data_is_a_table_in_each_language_without_formulas_or_lost_addresses(directory, prefix, first):
    data = (directory / prefix / "directory/directory.csv").read_bytes()
    table = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    assert table[0][0] == first and all(len(row) == len(COLUMNS) for row in table)
    assert len(table) == 11
    for row in table[1:]:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    rows = {row[-1].split("/")[-2]: row for row in table[1:]}
    place = COLUMNS.index("website")
    assert rows["urgent-dead"][place] == rows["urgent-taken"][place] == rows["no-site"][place] == ""
    assert rows["urgent-near"][place] == "https://urgent-near.org"
    assert b"CSV, " in (directory / prefix / "directory/index.html").read_bytes()


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1"])
def test_no_cell_is_taken_for_a_formula(cell):
    assert guarded(cell).startswith("'")


OLD = "https://web.archive.org/1"
STATES = {  # what the state file holds, whether there is a link, and what is said: the word's key and its day
    "alive": ({"state": "alive", "since": "2026-01-01", "last_check": "2026-11-18"}, True, "alive", "18 November 2026"),
    "moved": ({"state": "moved", "since": "2026-01-01", "last_check": "2026-11-18"}, True, "alive", "18 November 2026"),
    "blocked": ({"state": "blocked", "since": "2026-01-01"}, True, "blocked", ""),
    "seen": (
        {"state": "blocked", "since": "2026-01-01", "by_hand": "2026-02-03"},
        True,
        "blocked-by-hand",
        "3 February 2026",
    ),
    "unclear": (
        {"state": "unclear", "since": "2026-01-01", "last_check": "2026-11-18"},
        True,
        "unclear",
        "18 November 2026",
    ),
    "suspect": ({"state": "suspect", "since": "2026-11-10"}, True, "suspect", "10 November 2026"),
    "dead": ({"state": "dead", "since": "2026-11-10", "archived": OLD}, False, "dead", "10 November 2026"),
    "taken": ({"state": "taken-over", "since": "2026-11-10", "archived": OLD}, False, "taken-over", ""),
    "unsafe": ({"state": "unsafe", "since": "2026-11-10"}, False, "taken-over", ""),
}


@pytest.mark.parametrize("name", STATES)
def test_each_state_of_a_link_says_its_own_plain_line(name, tiny_site):
    record, has_link, key, day = STATES[name]
    says = words("en", "links", key, date=day)
    write_directory(tiny_site, links={"https://allied-group.org": record, "https://small-book.org/book": record})
    library, problems = load_library(tiny_site, TODAY)
    assert not problems
    entry = library.resources.organisations["allied-group"]
    shown = link_of(library.editions["en"], entry)
    assert bool(shown.url) == has_link and says in shown.note
    assert shown.archive == (OLD if name == "dead" else None)
    page = render_organisation(library.editions["en"], entry)
    assert says in page and ("](https://allied-group.org)" in page) == has_link


@pytest.mark.parametrize("name", STATES)
def test_footnotes_and_bibliography_speak_of_links_as_the_directory_does(name, tiny_site):
    record, has_link, key, day = STATES[name]
    write_directory(tiny_site, links={"https://small-book.org/book": record})
    library, _ = load_library(tiny_site, TODAY)
    said = reading_link(library.editions["en"], library.resources.publications["small-book"])
    assert words("en", "links", key, date=day) in said and ("(https://small-book.org/book)" in said) == has_link
    assert (OLD in said) == (name == "dead")
    assert ("https://small-book.org/book" in render_bibtex(library.editions["en"])) == has_link
    assert said in render_bibliography(library.editions["en"], "library/bibliography.md") or not library.page(
        "en", "bibliography"
    )


def test_a_footnote_in_the_built_page_has_no_link_to_what_is_dead(tiny_site, build_site):
    site = build_site(write_directory(tiny_site, links={"https://small-book.org/book": STATES["dead"][0]}))
    page = next(
        path for path in (site / "en").rglob("*.html") if 'id="fn:small-book' in path.read_text(encoding="utf-8")
    )
    note = re.search(r'<li id="fn:small-book.*?</li>', page.read_text(encoding="utf-8"), re.DOTALL)[0]
    assert words("en", "links", "dead", date="10 November 2026") in text_of(note)
    assert "https://small-book.org/book" not in note and OLD in note


def test_every_page_of_a_site_that_was_taken_over_is_withdrawn(tiny_site):
    write_directory(
        tiny_site,
        organisation("mine", url="https://www.mine.org/es", contact_url="https://mine.org/contact"),
        links={"https://mine.org/contact": {"state": "taken-over", "since": "2026-11-10"}},
    )
    library, _ = load_library(tiny_site, TODAY)
    assert "mine.org" not in render_organisation(library.editions["es"], library.resources.organisations["mine"])


def test_a_contact_page_that_is_gone_leaves_the_site(tiny_site):
    write_directory(
        tiny_site,
        organisation("mine", urgent=True, contact_url="https://mine.org/contact"),
        links={"https://mine.org/contact": {"state": "dead", "since": "2026-11-10"}},
    )
    library, _ = load_library(tiny_site, TODAY)
    assert "](https://mine.org)" in render_help(library.editions[library.default.code], "directory/support.md")


def test_nobody_fit_for_emergencies_is_said_and_not_left_blank(tiny_site):
    library, _ = load_library(tiny_site, TODAY)
    assert render_help(library.editions["en"], "x.md") == words("en", "directory", "nobody")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        "{",
        '{"honest": {}, "links": []}',
        '{"honest": {}, "links": {"a": 1}}',
        '{"honest": {}, "links": {"a": {"state": "alive"}}}',
        '{"honest": {}, "links": {"a": {"state": "alive", "since": "soon"}}}',
        "[" * 100_000,
        "\x00",
    ],
)
def test_a_broken_state_file_is_one_problem_and_no_link_is_thought_dead(text, tiny_site):
    (tiny_site / "data/links.json").write_text(text, encoding="utf-8")
    states, problems = load_link_states(tiny_site, TODAY)
    assert [found.rule for found in problems] == ["broken-link-state"] and not states.known


def test_an_address_cannot_break_out_of_its_link():
    assert safe("https://x.org/a)b \"'<>[]`{|}\\^") == "https://x.org/a%29b%20%22%27%3C%3E%5B%5D%60%7B%7C%7D%5C%5E"


@pytest.mark.parametrize("key", ["index", "help", "reach", "names", "directory", "support"])
def test_an_id_that_would_take_another_pages_address_is_refused(key, tiny_site):
    write_directory(tiny_site, organisation(key))
    assert "reserved-id" in {found.rule for found in check(tiny_site, TODAY)[1]}


def many(number: int) -> list[dict[str, object]]:
    """Organisations as varied as a real directory's, and as long as the rules let them be in places."""
    dice = random.Random(2000)
    syllables = [
        "ca",
        "me",
        "lo",
        "ri",
        "tu",
        "sa",
        "ne",
        "vi",
        "do",
        "pa",
        "fe",
        "qui",
        "xo",
        "an",
        "er",
        "tla",
        "ch'",
    ]
    word = lambda: "".join(dice.choices(syllables, k=dice.randint(2, 4)))  # noqa: E731 - for this list only
    helps = [
        "accompaniment",
        "urgent-response",
        "emergency-grants",
        "relocation-shelter",
        "respite-healing",
        "psychosocial",
        "digital-security",
        "legal",
        "training",
        "funding",
        "advocacy",
        "documentation",
        "networks",
        "knowledge",
    ]
    reaches = [
        "global",
        "mesoamerica",
        "mexico",
        "guatemala",
        "honduras",
        "colombia",
        "brazil",
        "africa",
        "asia",
        "europe",
    ]
    entries = []
    for place in range(number):
        name = " ".join(word().title() for _ in range(dice.randint(3, 9)))[:105]
        entries.append(
            organisation(
                f"org-{place:04}",
                name={"es": f"{name} {place}"[:110], "en": f"{name} {place}"[:110]},
                url=f"https://org-{place}.net",
                help=dice.sample(helps, dice.randint(1, 5)),
                reach=dice.sample(reaches, dice.randint(1, 3)),
                languages=["es", "en"],
                summary={"es": " ".join(word() for _ in range(40)), "en": " ".join(word() for _ in range(40))},
                verified={"on": str(TODAY - timedelta(days=dice.randint(0, 400))), "how": "stored-pages"},
                urgent=place % 100 == 0,
            )
        )
    return entries


THIN = """
import re


def on_files(files, config):
    for file in list(files):
        if re.search(r"/directory/(org-(?!04)|(help|reach|languages)/[^/]+/([3-9]|..+)[.]md)", file.src_uri):
            files.remove(file)
    return files

on_files.mkdocs_priority = -300
"""


@pytest.mark.large
def test_five_hundred_organisations_still_give_pages_within_the_budget(tiny_site):
    """All lists by name, the first parts of each shelf and a hundred organisations are built: the rest is alike."""
    write_directory(tiny_site, *many(500))
    (tiny_site / "hooks/thin.py").write_text(THIN, encoding="utf-8")
    settings = (tiny_site / "mkdocs.yml").read_text(encoding="utf-8")
    (tiny_site / "mkdocs.yml").write_text(settings.replace("hooks:", "hooks:\n  - hooks/thin.py", 1), encoding="utf-8")
    done = run("mkdocs", "build", cwd=tiny_site)
    assert done.returncode == 0, done.stdout[-2000:]
    site = tiny_site / "site"
    weights = {path: len(gzip.compress(path.read_bytes(), 6)) for path in site.rglob("directory/**/index.html")}
    lists = [path for path in weights if "org-" not in path.parent.name]
    assert len(weights) - len(lists) == 200 and len(lists) > 100
    heaviest = max(weights, key=weights.get)
    assert weights[heaviest] <= PAGE, (heaviest, weights[heaviest])
    by_name = list((site / "directory/names").rglob("index.html"))
    linked = {key for path in by_name for key in re.findall(r"/(org-\d+)[/.]", path.read_text(encoding="utf-8"))}
    assert len(linked) == 500  # every one can be reached by name, from the index on
    assert main_of(site / "directory/index.html").count("names/") == len(by_name) == -(-501 // PART)


def test_the_day_of_the_build_is_the_day_by_which_ages_are_judged(tiny_site):
    write_directory(tiny_site)
    library, _ = load_library(tiny_site, TODAY)
    assert EPOCH == "1795219200"
    later, _ = load_library(tiny_site, TODAY + timedelta(days=400))
    entry = library.resources.organisations["allied-group"]
    assert not entry.is_stale(library.today) and entry.is_stale(later.today)
    assert render_csv(library.editions["es"]) == render_csv(load_library(tiny_site, TODAY)[0].editions["es"])
