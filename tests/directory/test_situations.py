"""Help by situation: what is happening, in her words, and who is there for it, nearest first, in one light page."""

import re
from datetime import date

import pytest
from conftest import ROOT, load_yaml, run
from test_directory import TODAY, main_of, many, organisation, text_of, words, write_directory

from fhp.check import check
from fhp.content.library import load_library
from fhp.directory.shelves import REGIONS, region
from fhp.directory.situations import NEAR, find_helpers, render_choices, render_help, shown_helpers
from fhp.finish.weight import FIRST_SCREEN, PAGE, weigh


def situation(key: str, **more: object) -> dict[str, object]:
    return {"id": key, "title": {"es": f"Pasa {key}", "en": f"{key} happens"}, "help": ["legal"]} | more


def helpers(site, key="one", **more):
    library, problems = load_library(site, TODAY)
    assert not problems
    found = next(entry for entry in library.situations if entry.id == key)
    return [entry.id for entry in find_helpers(library.editions["es"], found, **more)]


def test_the_nearest_come_first_and_of_a_region_the_editors_choice_then_the_most_fitting_then_the_urgent(tiny_site):
    write_directory(
        tiny_site,
        organisation("a-near"),
        organisation("b-near-urgent", urgent=True),
        organisation("c-near-first"),
        organisation("d-near-less", help=["training"], urgent=True),
        organisation("e-latin", reach=["colombia"]),
        organisation("f-world", reach=["global"], urgent=True),
        organisation("g-elsewhere", reach=["asia"], urgent=True),
        organisation("h-paused", status="paused", urgent=True),
        organisation("i-no-site", url=None, urgent=True),
        organisation("j-other", help=["funding"], urgent=True),
        organisation("l-country", reach=["honduras"], urgent=True),
        organisation("m-some", people=["journalists"], urgent=True),
        organisation("n-unsure", status="unverified", urgent=True),
        organisation("k-stale", verified={"on": "2025-01-01", "how": "person"}, urgent=True),
        situations=[situation("one", help=["legal", "training"], first=["c-near-first"])],
    )
    assert helpers(tiny_site) == [
        "c-near-first", "b-near-urgent", "a-near", "d-near-less", "l-country", "m-some", "n-unsure", "k-stale",
        "e-latin", "f-world",
    ]  # fmt: skip
    assert helpers(tiny_site, most=1) == ["c-near-first", "e-latin", "f-world"]
    assert REGIONS[:3] == NEAR


@pytest.mark.parametrize(
    ("change", "rule", "value"),
    [
        ({"help": ["emergency-grants"]}, "situation-without-help", "one"),
        ({"help": ["legl"]}, "unknown-value", "legl"),
        ({"first": ["nobody"]}, "unknown-related", "nobody"),
        ({"read": ["no-page"]}, "unknown-related", "no-page"),
        ({"help": []}, "wrong-value", "help"),
        ({"title": {"es": "Solo en español"}}, "missing-language", "one: title"),
        ({"kinds": ["legal"]}, "unknown-key", "kinds"),
    ],
)
def test_a_mistake_in_the_situations_is_one_line_with_its_place(change, rule, value, tiny_site):
    write_directory(tiny_site, organisation("group"))
    path = tiny_site / "data/situations.yaml"
    rows = ["- id: two\n  title: {es: Dos, en: Two}\n  help: [legal]\n", *_yaml(situation("one") | change)]
    path.write_text("".join(rows), encoding="utf-8")
    found = [one for one in check(tiny_site, TODAY)[1] if not one.is_notice]
    assert [one.rule for one in found] == [rule]
    assert found[0].path == "data/situations.yaml" and found[0].line > 3
    assert value in str(dict(found[0].values).values())


def _yaml(entry: dict[str, object]) -> list[str]:
    import json

    lines = [f"  {key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in entry.items()]
    return ["- " + lines[0].strip() + "\n", *lines[1:]]


def test_what_is_true_of_all_is_said_once_and_a_row_says_only_what_differs(tiny_site, build_site):
    stored, general = (words("es", "verified", how) for how in ("stored-pages", "general-knowledge"))
    write_directory(
        tiny_site,
        organisation("near-one"),
        organisation("near-two", limits={"es": "No da dinero.", "en": "No money."}),
        organisation("near-three", verified={"on": "2026-11-01", "how": "general-knowledge"}),
        organisation("near-four", status="unverified"),
        situations=[situation("one"), situation("two")],
    )
    text = text_of(main_of(build_site(tiny_site) / "directory/support/index.html"))
    assert text.count(stored[1:]) == 1 and words("es", "links", "unchecked") not in text
    assert text.count(words("es", "support", "unchecked")) == 1
    assert text.count(general) == 2 and text.count("No da dinero.") == 2, "once under each situation"
    assert text.count(words("es", "directory", "unverified")) == 2
    assert text.index("near-one.org") < text.index(stored[1:])


def test_what_is_not_there_is_said_with_the_nearest_thing(tiny_site):
    write_directory(
        tiny_site,
        organisation("near", help=["training"]),
        organisation("far", help=["legal"], reach=["global"]),
        situations=[
            situation("far-one", help=["legal", "training"]),
            situation("none-one", help=["funding", "training"], lacks={"es": "No prestamos.", "en": "No loans."}),
            situation("near-one", help=["training"]),
        ],
    )
    library, _ = load_library(tiny_site, TODAY)
    far, none, near = render_help(library.editions["es"], "").split("## ")[1:]
    assert words("es", "support", "far", kind="apoyo legal") in far
    assert words("es", "support", "none", kind="financiamiento") in none and "No prestamos." in none
    assert ".lacks" not in near


@pytest.mark.large
def test_three_hundred_organisations_still_give_one_light_page(tiny_site, build_site):
    real = load_yaml(ROOT / "data/situations.yaml")
    situations = [{key: entry[key] for key in ("id", "title", "help")} for entry in real]
    entries = [entry | {"limits": {code: text[:250] for code, text in entry["summary"].items()}} for entry in many(300)]
    write_directory(tiny_site, *entries, situations=situations)
    site = build_site(tiny_site)
    for prefix in ("", "en/"):
        path = site / prefix / "directory/support/index.html"
        weight = weigh("x", path.read_text(encoding="utf-8"))
        assert weight.gzip <= PAGE and weight.first_screen <= FIRST_SCREEN, weight
        page = main_of(path)
        assert len(re.findall("<h2 ", page)) == len(real)
        for entry in real:
            section = page.partition(f'<h2 id="{entry["id"]}"')[2].partition("<h2 ")[0]
            assert section.count("<li>") >= 2, "somebody from each region that has somebody"
            for kind in entry["help"]:
                assert f'href="../help/{kind}/"' in section, "the others are one tap away"
    library, _ = load_library(tiny_site, TODAY)
    for found in shown_helpers(library.editions["es"]).values():
        places = [NEAR.index(region(entry)) for entry in found]
        assert places == sorted(places)


def test_every_situation_of_the_real_library_is_answered_in_at_most_two_taps(real_site):
    """Front door → its situation → an organisation's own page; or the big button → the situation on the same page."""
    for prefix in ("", "en/"):
        front = main_of(real_site / prefix / "index.html")
        support = main_of(real_site / prefix / "directory/support/index.html")
        for entry in load_yaml(ROOT / "data/situations.yaml"):
            assert f'href="directory/support/#{entry["id"]}"' in front
            assert f'href="#{entry["id"]}"' in support
            section = support.partition(f'<h2 id="{entry["id"]}"')[2].partition("<h2 ")[0]
            assert re.search(r'<a [^>]*href="https://', section)
        assert 'href="directory/support/"' in front.partition("</h1>")[2].partition('class="band"')[0]


def test_each_country_near_is_one_tap_away_at_the_place_of_the_kind_of_help(tiny_site, build_site):
    write_directory(
        tiny_site,
        organisation("here", reach=["honduras"], help=["training", "legal"]),
        organisation("there", reach=["mexico"], help=["training"]),
        organisation("far", reach=["colombia"], help=["legal"]),
        situations=[situation("one", help=["legal", "training"])],
    )
    page = main_of(build_site(tiny_site) / "directory/support/index.html")
    links = re.findall(r'href="(../reach/[^"]+)"', page)
    assert links == ["../reach/mexico/#training", "../reach/honduras/#legal"]


def test_without_situations_the_page_says_that_there_is_nobody(tiny_site):
    library, _ = load_library(tiny_site, date(2026, 11, 21))
    assert render_help(library.editions["es"], "") == words("es", "directory", "nobody")
    assert "<li>" not in render_choices(library.editions["es"], "")


def test_the_situations_command_nothing_new_of_an_editor(tiny_site):
    """An editor changes them without code: another title, another order, and the page follows."""
    write_directory(tiny_site, organisation("group"), situations=[situation("one"), situation("two")])
    path = tiny_site / "data/situations.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Pasa one", "Me pasa algo"), encoding="utf-8")
    done = run("fhp.cli", "check", cwd=tiny_site)
    assert done.returncode == 0, done.stdout
    library, _ = load_library(tiny_site, TODAY)
    assert "[Me pasa algo<br>" in render_choices(library.editions["es"], "")
