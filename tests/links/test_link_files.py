"""Files in and out: addresses to check, moved addresses, reports."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from link_server import NET, Internet, Reply, Request, always

from fhp.link_checker.check import check_links
from fhp.link_checker.explain import explain
from fhp.link_checker.fix import splice_moves
from fhp.link_checker.options import Options, Place, Report, Verdict
from fhp.link_checker.report import render_annotations, render_issue, render_json, render_table, ticked
from fhp.link_checker.targets import Target

TODAY = date(2026, 3, 3)


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


SPOTS = {
    "a session in the path": "/nota;jsessionid=A1B2C3D4E5",
    "a session in the query": "/nota?PHPSESSID=9f8e7d6c5b4a",
    "a session as a folder": "/(S(4fpz1x55))/nota",
    "a random name": "/t/9f8e7d6c5b4a3f2e1d/nota",
    "tracking": "/nota?utm_source=boletin&fbclid=x1",
    "where we came from": "/nota?ref=/vieja",
    "maintenance": "/mantenimiento",
    "maintenance, in English": "/under-construction.html",
    "cookies": "/aviso-cookies/nota",
    "consent": "/consent/nota",
    "a country": "/choose-country/nota",
    "a region": "/mx/nota",
    "a language": "/es/nota",
    "a language with its region": "/es-GT/nota",
    "a language as a value": "/nota?lang=es",
    "a login": "/iniciar-sesion/nota",
    "a section of our own": "/nota#cuadro",
}


@pytest.mark.parametrize("spot", SPOTS.values(), ids=SPOTS.keys())
def test_a_move_that_holds_anything_of_this_visit_is_told_and_never_written(internet: Internet, spot: str):
    page = Reply(200, "<title>Red</title><p>" + "palabra " * 50)
    path = spot.partition("#")[0]
    internet.sites["127.0.7.1"] = lambda r: (
        Reply(301, "", {"Location": spot}) if r.path == "/vieja" else page if r.path == path else Reply(404)
    )
    options = Options(TODAY, once=True, pause=0, deadline=3, public_nets=(NET,))
    report = check_links([Target(f"http://127.0.7.1:{internet.port}/vieja", ("Red",))], options)
    assert report.verdicts[0].verdict in ("moved", "uncertain") and not report.moves()


def test_a_move_that_our_own_header_or_cookie_chose_is_never_written(internet: Internet):
    page = Reply(200, "<title>Red</title><p>" + "palabra " * 50)

    def by_language(request: Request) -> Reply:
        if request.path != "/vieja":
            return page if request.path in ("/inicio-uno", "/inicio-dos") else Reply(404)
        return Reply(
            301, "", {"Location": "/inicio-uno" if "es" in request.headers["accept-language"] else "/inicio-dos"}
        )

    def by_chance(request: Request) -> Reply:
        if request.path == "/vieja":
            return Reply(301, "", {"Location": f"/nota-{request.tries}"})
        return page if request.path.startswith("/nota-") and len(request.path) < 9 else Reply(404)

    internet.sites["127.0.7.1"], internet.sites["127.0.7.2"] = by_language, by_chance
    internet.sites["127.0.7.3"] = lambda r: (
        Reply(301, "", {"Location": "/nueva"}) if r.path == "/vieja" else page if r.path == "/nueva" else Reply(404)
    )
    options = Options(TODAY, once=True, pause=0, deadline=3, public_nets=(NET,))
    targets = [Target(f"http://127.0.7.{number}:{internet.port}/vieja") for number in (1, 2, 3)]
    report = check_links(targets, options)
    assert [verdict.verdict for verdict in report.verdicts] == ["moved"] * 3
    assert list(report.moves().values()) == [f"http://127.0.7.3:{internet.port}/nueva"]


def test_a_move_to_a_page_in_the_way_is_no_move(internet: Internet):
    works = Reply(200, "<title>Volvemos pronto</title><h1>Sitio en mantenimiento</h1>")
    gate = Reply(200, "<title>Red</title><p>Antes de seguir</p><form method=post><button>Acepto</button></form>")
    for number, end in enumerate((works, gate), start=1):
        routes = {"/vieja": Reply(301, "", {"Location": "/portal"}), "/portal": end}
        internet.sites[f"127.0.7.{number}"] = lambda r, routes=routes: routes.get(r.path, Reply(404))
    options = Options(TODAY, once=True, pause=0, deadline=3, public_nets=(NET,))
    report = check_links([Target(f"http://127.0.7.{n}:{internet.port}/vieja") for n in (1, 2)], options)
    assert report.verdicts[0].verdict == "uncertain" and "maintenance" in report.verdicts[0].reason
    assert not report.moves()


def test_the_list_keeps_what_was_known_when_a_run_does_not_count():
    known = report(verdict="uncertain", state="suspect").verdicts
    issue = render_issue(Report((), TODAY, void="controls", remembered=known))
    assert "what was known still holds" in issue and "(suspect)" in issue


def test_a_ticked_box_says_that_a_person_looked(internet: Internet, tmp_path: Path):
    state = tmp_path / "links.json"
    page = "cuidado colectivo y memoria "
    internet.sites["127.0.7.1"] = lambda r: (
        Reply(200, f"<title>{page}</title>" + page * 30) if r.path == "/" else Reply(404)
    )
    url = f"http://127.0.7.1:{internet.port}/"

    def run(day: int, **more) -> Report:
        options = Options(date(2026, 3, day), state=state, pause=0, public_nets=(NET,), **more)
        return check_links([Target(url)], options)

    run(3)
    page = "zapatos y bolsos de piel "
    issue = render_issue(run(10))
    assert f"- [ ] `{url}`" in issue
    assert ticked(issue) == frozenset()
    looked = ticked(issue.replace("- [ ]", "- [x]"))
    assert looked == {f"`{url}`"}
    assert run(10, looked=looked).verdicts[0].state == "alive"
    assert not ticked(f"## Actuar ya / Act now\n- [x] `{url}` (a.md:1) – `x` (dead)\n"), "done is not looked at"


def test_the_same_address_twice_is_asked_once_and_keeps_both_places(internet: Internet):
    internet.sites["127.0.7.3"] = always(Reply(200, "<p>" + "palabra " * 50))
    url = f"http://127.0.7.3:{internet.port}/"
    options = Options(TODAY, once=True, pause=0, deadline=2, public_nets=(NET,))
    found = check_links([Target(url, (), (("a.md", 1),)), Target(url, (), (("b.md", 2),))], options)
    assert (len(found.verdicts), len(internet.log)) == (1, 1)
    assert found.verdicts[0].where == (Place("a.md", 1), Place("b.md", 2))


def test_explain_tells_the_history(internet: Internet, tmp_path: Path):
    state = tmp_path / "links.json"
    url = f"http://127.0.7.4:{internet.port}/"
    internet.sites["127.0.7.4"] = always(Reply(200, "<title>Red</title><p>" + "palabra " * 50))
    options = Options(TODAY, state=state, pause=0, deadline=2, ttl=6, public_nets=(NET,))
    check_links([Target(url)], options)
    internet.sites["127.0.7.4"] = always(Reply(404))
    check_links([Target(url)], replace(options, today=date(2026, 3, 10)))
    before = state.read_bytes()
    text = explain(url, replace(options, today=date(2026, 3, 10)))
    for said in ("404", "suspect, 2026-03-10", "last good: 2026-03-03", "«Red»", "failure: 2026-03-10",
                 "history: 2026-03-03 alive", "history: 2026-03-10 suspect", "next check: 2026-03-11"):  # fmt: skip
        assert said in text, text
    assert state.read_bytes() == before


def test_explain_prints_the_way_the_signs_and_the_next_day(internet: Internet):
    internet.sites["127.0.7.4"] = lambda r: Reply(302, "", {"Location": "/fin"}) if r.path == "/x" else Reply(404)
    text = explain(f"http://127.0.7.4:{internet.port}/x", Options(TODAY, pause=0, deadline=2, public_nets=(NET,)))
    assert "-> 302" in text and "/fin = 404" in text and "2026-03-03" in text
