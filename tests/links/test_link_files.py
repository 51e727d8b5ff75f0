"""Files in and out: addresses to check, moved addresses, reports."""

import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from link_server import NET, Internet, Reply, always

from fhp.link_checker.check import check_links
from fhp.link_checker.explain import explain
from fhp.link_checker.fix import splice_moves
from fhp.link_checker.input_files import read_input
from fhp.link_checker.options import Options, Place, Report, Verdict
from fhp.link_checker.report import render_annotations, render_issue, render_json, render_table
from fhp.link_checker.targets import Target

TODAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# nota\n\nhttps://a.org/  \n", [("https://a.org/", ())]),
        (
            '\ufeffurl,name,aliases\r\nhttps://a.org/,Red,"R; La Red"\r\n',
            [("https://a.org/", ("Red", "R", "La Red"))],
        ),
        ('https://a.org/,"Red, la grande",RG|Otra\n', [("https://a.org/", ("Red, la grande", "RG", "Otra"))]),
        ("URL,Name,Aliases\nhttps://a.org/,Red,\n", [("https://a.org/", ("Red",))]),
        ("https://a.org/,,\n", [("https://a.org/", ())]),
        ("https://a.org/,Red\n", [("https://a.org/", ("Red",))]),
        ("https://a.org/,Red,AP/GT\n", [("https://a.org/", ("Red", "AP/GT"))]),
        ("", []),
    ],
)
def test_addresses_are_read_from_lists_and_tables(tmp_path: Path, text: str, expected: list):
    path = tmp_path / "in.csv"
    path.write_bytes(text.encode())
    assert [(target.url, target.names) for target in read_input(path).targets] == expected


def test_a_list_may_hold_addresses_with_commas(tmp_path: Path):
    path = tmp_path / "in.txt"
    path.write_text("https://a.org/\nhttps://b.org/x,y=1\nhttps://c.org/a,b/c\n")
    assert [target.url for target in read_input(path).targets] == [
        "https://a.org/",
        "https://b.org/x,y=1",
        "https://c.org/a,b/c",
    ]


def test_lines_are_counted_as_the_editor_counts_them(tmp_path: Path):
    path = tmp_path / "in.txt"
    path.write_bytes(b"# one\r\n\r\nhttps://a.org/\r\n")
    assert read_input(path).targets[0].where == ((str(path), 3),)


YAML = """\
# who helps
organisations:
  - id: red   # keep me
    name: {es: Red, en: Net}
    url: %s   # since 2019
    summary: |
      visit http://old.org/ soon
  - {id: otra, url: http://other.org/}
"""


@pytest.mark.parametrize("written", ["http://old.org/", "'http://old.org/'", '"http://old.org/"'])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("new", ["https://new.org/x?a=1&b=ñ", "https://new.org/#a'b", "https://new.org/a: b"])
def test_a_move_changes_one_line_and_keeps_the_rest(tmp_path: Path, written: str, end: str, new: str):
    path = tmp_path / "resources.yaml"
    before = (YAML % written).replace("\n", end)
    path.write_bytes(before.encode())
    assert splice_moves(path, {"http://old.org/": new}) == [5]
    after = path.read_bytes().decode()
    lines = zip(before.split(end), after.split(end), strict=True)
    changed = [new_line for old_line, new_line in lines if old_line != new_line]
    assert len(changed) == 1
    assert changed[0].startswith("    url: ")
    assert changed[0].endswith("   # since 2019")
    assert yaml.safe_load(after)["organisations"][0]["url"] == new


def test_nothing_to_move_writes_nothing(tmp_path: Path):
    path = tmp_path / "resources.yaml"
    path.write_text(YAML % "http://old.org/")
    assert splice_moves(path, {"http://elsewhere.org/": "https://x.org/"}) == []


def report(**changes) -> Report:
    fields = {
        "url": "https://a.org/`@evil`\n",
        "verdict": "dead",
        "state": "dead",
        "new_url": None,
        "reason": "x\ny",
        "status": 404,
        "where": (Place("a:b.md", 7),),
        "checked": "2026-03-03",
    } | changes
    return Report((Verdict(**fields),), TODAY)


def test_json_holds_what_other_tools_rely_on():
    assert json.loads(render_json(report(url="https://a.org/")))["verdicts"] == [
        {
            "url": "https://a.org/",
            "verdict": "dead",
            "state": "dead",
            "new_url": None,
            "reason": "x\ny",
            "status": 404,
            "where": [{"file": "a:b.md", "line": 7}],
            "checked": "2026-03-03",
        }
    ]


def test_annotations_are_escaped():
    assert render_annotations(report()) == "::warning file=a%3Ab.md,line=7::https://a.org/`@evil`%0A: x%0Ay\n"


def test_the_weekly_issue_says_what_to_do_and_keeps_strangers_text_as_code():
    issue = render_issue(report())
    assert issue.count("\n## ") == 4
    assert "- [ ] `https://a.org/'@evil'` (a:b.md:7) – `x y` (dead)" in issue


def test_the_table_moves_no_cursor():
    assert "\x1b" not in render_table(report(url="https://a.org/\x1b[2J"))


@pytest.mark.parametrize(
    ("verdict", "fail_on_dead", "code"),
    [("alive", True, 0), ("dead", False, 0), ("dead", True, 2), ("unsafe", True, 1), ("uncertain", True, 0)],
)
def test_exit_codes(verdict: str, fail_on_dead: bool, code: int):
    assert report(verdict=verdict).exit_code(fail_on_dead) == code


def test_only_sure_moves_are_written_by_a_machine(internet: Internet):
    page = Reply(200, "<title>Red</title><p>" + "palabra " * 50)
    internet.sites["127.0.7.1"] = lambda r: Reply(301, "", {"Location": f"http://127.0.7.2:{internet.port}{r.path}"})
    internet.sites["127.0.7.2"] = lambda r: page if r.path == "/" else Reply(404)
    url = f"http://127.0.7.1:{internet.port}/"
    options = Options(TODAY, once=True, pause=0, deadline=2, public_nets=(NET,))
    unknown, known = (check_links([Target(url, names)], options) for names in ((), ("Red",)))
    assert unknown.verdicts[0].verdict == known.verdicts[0].verdict == "moved"
    assert (unknown.moves(), list(known.moves())) == ({}, [url])


def test_the_same_address_twice_is_asked_once_and_keeps_both_places(internet: Internet):
    internet.sites["127.0.7.3"] = always(Reply(200, "<p>" + "palabra " * 50))
    url = f"http://127.0.7.3:{internet.port}/"
    options = Options(TODAY, once=True, pause=0, deadline=2, public_nets=(NET,))
    found = check_links([Target(url, (), (("a.md", 1),)), Target(url, (), (("b.md", 2),))], options)
    assert (len(found.verdicts), len(internet.log)) == (1, 1)
    assert found.verdicts[0].where == (Place("a.md", 1), Place("b.md", 2))


def test_explain_prints_the_way_the_signs_and_the_next_day(internet: Internet):
    internet.sites["127.0.7.4"] = lambda r: Reply(302, "", {"Location": "/fin"}) if r.path == "/x" else Reply(404)
    text = explain(f"http://127.0.7.4:{internet.port}/x", Options(TODAY, pause=0, deadline=2, public_nets=(NET,)))
    assert "-> 302" in text and "/fin = 404" in text and "2026-03-03" in text
