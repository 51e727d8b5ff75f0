"""What is remembered from day to day, and runs that do not count."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from link_server import NET, Internet, Reply, always

from fhp.link_checker.check import check_links
from fhp.link_checker.finding import Finding, Outcome
from fhp.link_checker.memory import Record, advance
from fhp.link_checker.options import Options, Report
from fhp.link_checker.report import list_of
from fhp.link_checker.targets import Target

START = date(2026, 3, 1)
PAGE = "<title>Red</title><h1>Red de Defensoras</h1><p>" + "cuidado colectivo y memoria " * 20


def days(*numbers: int) -> list[date]:
    return [START + timedelta(days=number) for number in numbers]


def states(findings: list[tuple[int, Outcome]], **fields) -> list[str]:
    record, seen = Record(), []
    for day, outcome in findings:
        finding = Finding(outcome, "ok", **fields)
        record = advance(record, finding, START + timedelta(days=day))
        seen.append(record.state)
    return seen


def test_a_gone_page_is_dead_after_three_days_over_a_week():
    assert states([(0, Outcome.GONE), (1, Outcome.GONE), (2, Outcome.GONE), (7, Outcome.GONE)]) == [
        "suspect",
        "suspect",
        "suspect",
        "dead",
    ]
    assert states([(0, Outcome.GONE), (7, Outcome.GONE)])[-1] == "suspect"


@pytest.mark.parametrize("kind", [Outcome.TROUBLE, Outcome.BROKEN])
def test_an_unreachable_page_is_dead_after_five_days_over_a_fortnight(kind: Outcome):
    assert states([(day, kind) for day in (0, 3, 6, 10)])[-1] == "suspect"
    assert states([(day, kind) for day in (0, 3, 6, 10, 13)])[-1] == "suspect"
    assert states([(day, kind) for day in (0, 3, 6, 10, 14)])[-1] == "dead"


def test_many_looks_on_one_day_are_one_failed_day():
    assert states([(0, Outcome.GONE)] * 9 + [(7, Outcome.GONE)])[-1] == "suspect"


def test_one_success_clears_everything():
    failing = [(0, Outcome.GONE), (3, Outcome.GONE), (7, Outcome.GONE)]
    assert states([*failing, (8, Outcome.ALIVE), (9, Outcome.GONE)])[-3:] == ["dead", "alive", "suspect"]


def test_trouble_of_the_dns_says_nothing_against_a_link_and_nothing_for_it_in_the_long_run():
    good = advance(Record(), Finding(Outcome.ALIVE, "ok"), START)
    trouble = Finding(Outcome.UNCLEAR, "dns-trouble")
    assert advance(good, trouble, START + timedelta(days=14)).state == "alive"
    assert advance(good, trouble, START + timedelta(days=15)).state == "unclear"


def test_what_a_look_could_not_tell_is_no_longer_alive_and_no_sooner_dead():
    assert states([(0, Outcome.ALIVE), (1, Outcome.UNCLEAR)])[-1] == "unclear"
    assert states([(0, Outcome.GONE), (1, Outcome.UNCLEAR)])[-1] == "suspect"
    assert states([(0, Outcome.TAKEN_OVER), (1, Outcome.UNCLEAR)])[-1] == "taken-over"


def test_a_wall_is_never_dead():
    assert states([(0, Outcome.GONE), *[(day, Outcome.WALL) for day in range(1, 99)]])[-1] == "blocked"


def test_a_site_taken_over_is_withdrawn_at_once():
    assert states([(0, Outcome.ALIVE), (1, Outcome.TAKEN_OVER)])[-1] == "taken-over"


def test_a_move_counts_when_two_days_saw_it():
    move = {"new_url": "https://red.org/nueva"}
    assert states([(0, Outcome.MOVED), (0, Outcome.MOVED), (1, Outcome.MOVED)], **move) == [
        "alive",
        "alive",
        "moved",
    ]


def good(**changes) -> Finding:
    """A good look at a page that we knew, or at another one."""
    known = {"final_url": "https://red.org/", "title": "Red", "simhash": "8" + "0" * 15, "kind": "page", "words": 200}
    return Finding(Outcome.ALIVE, "ok", **(known | changes))


STRANGE = {"title": "Otra", "simhash": "f" * 16}


def after(record: Record, finding: Finding, day: int) -> Record:
    return advance(record, finding, START + timedelta(days=day))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (STRANGE, "drift"),  # on the same host
        (STRANGE | {"final_url": "https://otra.com/"}, "drift"),
        ({"simhash": "f" * 16, "final_url": "https://otra.com/"}, "drift"),
        ({"simhash": "f" * 16, "foreign": True}, "drift"),
        (STRANGE | {"named": True, "foreign": True}, "drift"),
        ({"kind": "pdf"}, "other-kind"),
        ({"words": 4}, "shrunk"),
        (STRANGE | {"named": True}, ""),  # its owner's name is on it: a new dress
        ({"title": "Red, 2027"}, ""),
        ({"simhash": "f" * 16}, ""),  # news under the same title
        ({"simhash": "00000000000000ff"} | {"title": "Otra"}, ""),
    ],
)
def test_a_good_answer_that_a_stranger_may_give_is_unclear(changes: dict, reason: str):
    record = after(after(Record(), good(), 0), good(**changes), 7)
    assert (record.state, record.reason) == (("unclear", reason) if reason else ("alive", "ok"))
    assert record.title == ("Red" if reason else changes.get("title", "Red")), "what was good stays what is compared"


@pytest.mark.parametrize(
    ("before", "now", "text", "reason"),
    [
        ("10.1.1.0/24 | R3 | Red A.C.", "10.1.1.0/24 | R3 | Otra S.A.", False, "other-owner"),
        ("10.1.1.0/24 | R3 | Red A.C.", "10.1.1.0/24 | R3 | ", True, ""),
        ("10.1.1.0/24 | R3 | ", "10.9.1.0/24 | E5 | ", False, ""),  # moved house with all its furniture
        ("10.1.1.0/24 | R3 | ", "10.9.1.0/24 | E5 | ", True, "drift"),
        ("10.1.1.0/24 | R3 | ", "10.9.1.0/24 | R3 | ", True, ""),  # a network of many addresses
        ("10.1.1.0/24 |  | ", "10.9.1.0/24 |  | ", True, "drift"),
    ],
)
def test_another_owner_in_the_certificate_or_the_network_ends_trust(before: str, now: str, text: bool, reason: str):
    record = after(Record(), good(place=before), 0)
    found = after(record, good(place=now, simhash="f" * 16 if text else "8" + "0" * 15), 7)
    assert found.reason == (reason or "ok")


def test_a_person_settles_doubts_about_what_she_saw_and_about_nothing_else():
    doubtful = after(after(Record(), good(), 0), good(**STRANGE), 7)
    looked = replace(doubtful, by_hand="2026-03-09")
    assert after(looked, good(**STRANGE), 10).state == "alive"
    other = good(title="Aun otra", simhash="00ff" * 4)
    assert after(looked, other, 10).reason == "drift"
    earlier = replace(after(Record(), good(), 0), by_hand="2026-03-07")
    assert after(earlier, good(**STRANGE), 7 + 1).reason == "drift", "she looked before anything was strange"


def test_a_domain_that_was_lost_and_came_back_is_not_simply_alive():
    gone = Finding(Outcome.GONE, "no-name")
    record = Record()
    for day in (0, 3, 7):
        record = after(record, gone, day)
    assert record.state == "dead"
    assert (after(record, good(), 8).state, after(record, good(), 8).reason) == ("dead", "returned")
    assert after(record, good(named=True), 8).state == "alive"
    known = after(Record(), good(), 0)
    for day in (1, 4, 8):
        known = after(known, gone, day)
    assert after(known, good(), 9).state == "alive", "the very page that we knew"
    assert after(known, good(**STRANGE), 9).state == "dead"


def test_a_stranger_stays_one_behind_a_wall_or_on_a_day_of_silence():
    taken = after(Record(), Finding(Outcome.TAKEN_OVER, "gambling"), 0)
    assert after(taken, Finding(Outcome.WALL, "wall"), 1).state == "taken-over"
    assert after(taken, Finding(Outcome.TROUBLE, "timeout"), 1).state == "taken-over"


def test_a_move_that_something_came_between_is_a_new_one():
    move = Finding(Outcome.MOVED, "moved", new_url="https://red.org/nueva", fixable=True)
    record = after(after(Record(), move, 0), move, 7)
    assert (record.state, record.fixable) == ("moved", True)
    for between in (Outcome.UNCLEAR, Outcome.GONE, Outcome.WALL, Outcome.TAKEN_OVER):
        seen = after(record, Finding(between, "status"), 8)
        assert not (seen.fixable or seen.new_url)
        assert after(seen, move, 9).state != "moved"


def test_the_history_tells_when_and_why_the_state_changed():
    record = after(after(Record(), good(), 0), Finding(Outcome.GONE, "status"), 7)
    assert [(turn.day, turn.state) for turn in record.history] == [("2026-03-01", "alive"), ("2026-03-08", "suspect")]


class Sites:
    """Ten good sites and one that a test breaks as it likes."""

    def __init__(self, internet: Internet, folder: Path) -> None:
        self.internet, self.state = internet, folder / "links.json"
        self.reply: Reply = Reply(200, PAGE)
        for number in range(1, 12):
            internet.sites[f"127.0.5.{number}"] = self.serve
        self.targets = [Target(f"http://127.0.5.{n}:{internet.port}/", (), (("a.md", n),)) for n in range(1, 12)]

    def serve(self, request) -> Reply:
        return self.reply if request.ip == "127.0.5.11" else Reply(200, PAGE)

    def check(self, day: int, **changes) -> Report:
        options = {"state": self.state, "pause": 0, "deadline": 2, "public_nets": (NET,)} | changes
        return check_links(self.targets, Options(START + timedelta(days=day), **options))


@pytest.fixture
def sites(internet: Internet, tmp_path: Path) -> Sites:
    return Sites(internet, tmp_path)


def test_days_of_failure_make_a_link_dead_and_one_success_revives_it(sites: Sites):
    assert sites.check(0).verdicts[-1].state == "alive"
    sites.reply = Reply(404, "no")
    assert [sites.check(day).verdicts[-1].state for day in (7, 8, 14)] == ["suspect", "suspect", "dead"]
    assert sites.check(14).exit_code(fail_on_dead=True) == 2
    sites.reply = Reply(200, PAGE)
    assert sites.check(21).verdicts[-1].state == "alive"


def test_nothing_is_asked_twice_within_its_time(sites: Sites):
    sites.check(0)
    asked, written = len(sites.internet.log), sites.state.read_bytes()
    report = sites.check(3, ttl=6)
    assert (report.asked, len(sites.internet.log)) == (0, asked)
    assert [verdict.verdict for verdict in report.verdicts] == ["alive"] * 11
    assert sites.state.read_bytes() == written


def test_the_state_file_changes_by_the_lines_of_the_links_that_changed(sites: Sites):
    sites.check(0)
    before = sites.state.read_text().splitlines()
    sites.reply = Reply(404, "no")
    sites.targets = sites.targets[-1:]
    sites.check(7)
    after = sites.state.read_text().splitlines()
    assert len([line for line in after if line not in before]) == 1
    assert list(json.loads(sites.state.read_text())["links"]) == sorted(json.loads(sites.state.read_text())["links"])
    assert "cuidado colectivo" not in sites.state.read_text()


def test_a_run_in_which_much_fails_is_void_and_writes_nothing(sites: Sites):
    sites.check(0)
    written = sites.state.read_bytes()
    for number in range(1, 5):
        sites.internet.sites[f"127.0.5.{number}"] = always(Reply(404))
    report = sites.check(7)
    assert (report.exit_code(), report.verdicts, sites.state.read_bytes()) == (3, (), written)
    assert sites.check(7, once=True).exit_code() == 0
    assert sites.state.read_bytes() == written


def test_a_run_without_its_control_hosts_is_void(sites: Sites):
    dead = f"http://127.0.6.1:{sites.internet.port}/"
    sites.internet.sites["127.0.6.1"] = always(Reply(200, PAGE))
    assert sites.check(0, controls=("http://127.0.6.2:1/", "http://127.0.6.3:1/")).exit_code() == 3
    assert not sites.state.exists()
    assert sites.check(0, controls=(dead, dead.replace("6.1", "6.1"), "http://127.0.6.3:1/")).exit_code() == 0


def test_once_neither_reads_nor_writes_the_state(sites: Sites):
    sites.state.write_text("not JSON at all")
    assert sites.check(0, once=True).exit_code() == 0
    assert sites.state.read_text() == "not JSON at all"


def test_a_permanent_move_is_reported_on_the_second_day(sites: Sites):
    sites.reply = Reply(301, "", {"Location": f"http://127.0.5.1:{sites.internet.port}/"})
    first, second = sites.check(0).verdicts[-1], sites.check(7).verdicts[-1]
    assert (first.verdict, first.new_url) == ("alive", None)
    assert (second.verdict, second.new_url) == ("moved", f"http://127.0.5.1:{sites.internet.port}/")


def test_a_wall_goes_to_a_person_after_ninety_days(sites: Sites):
    sites.reply = Reply(403, "no")
    assert list_of(sites.check(0).verdicts[-1], START) == "watched"
    late = START + timedelta(days=90)
    assert list_of(sites.check(90).verdicts[-1], late) == "look"
