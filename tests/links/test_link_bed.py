"""The test bed: every kind of link in several wordings.

No missed dead, no false alarm, no blocked called dead, nothing unsafe asked, nothing hangs.
"""

import asyncio
import socket
from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from link_cases import build
from link_server import NET, Internet, Reply, always
from link_world import TRAP, World

from fhp.link_checker import resolver
from fhp.link_checker.check import check_links
from fhp.link_checker.fetch import Turns
from fhp.link_checker.options import Options, Report
from fhp.link_checker.targets import Target

TODAY = date(2026, 3, 3)
DEADLINE = 5.0
OPTIONS = Options(TODAY, once=True, pause=0, deadline=DEADLINE, public_nets=(NET,))


def look(world: World, **changes) -> Report:
    options = Options(TODAY, once=True, pause=0, deadline=DEADLINE, public_nets=(NET,), hosts=world.hosts, **changes)
    return check_links([Target(case.url, case.names) for case in world.cases], options)


@pytest.fixture
def dns(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The system's resolver, watched, with one name in trouble."""
    asked = []
    real = resolver.look_up

    def look_up(name: str, port: int):
        asked.append(name)
        if name == "dns-trouble.bed.org":
            raise socket.gaierror(socket.EAI_AGAIN, "try again")
        return real(name, port)

    monkeypatch.setattr(resolver, "look_up", look_up)
    return asked


@pytest.mark.parametrize("seed", [1, 2])
def test_every_link_is_judged_as_it_is(internet: Internet, dns: list[str], seed: int):
    world = build(internet, seed)
    assert len(world.cases) >= 200
    report = look(world)
    found = {verdict.url: verdict for verdict in report.verdicts}
    wrong = [
        (
            case.kind,
            case.url,
            f"{found[case.url].verdict}/{found[case.url].state}, not {case.verdict}/{case.state}",
            found[case.url].reason,
        )
        for case in world.cases
        if found[case.url].verdict != case.verdict or (case.state and found[case.url].state != case.state)
    ]
    assert not wrong, "\n".join(map(str, wrong))
    assert_nothing_unsafe(internet, dns)
    assert_polite(internet)


def test_a_missing_section_is_told_with_the_nearest_and_the_page_stays(internet: Internet, tmp_path: Path):
    page = Reply(200, '<p id="está">' + "palabra " * 50 + '<a href="#guion">x</a><p id="user-content-readme">y')
    internet.sites["127.0.3.1"] = lambda r: page if r.path == "/x" else Reply(404)
    sections = ("estas", "est%C3%A1", "top", "guion", "readme")
    targets = [Target(f"http://127.0.3.1:{internet.port}/x#{section}") for section in sections]
    verdicts = check_links(targets, OPTIONS).verdicts
    assert [verdict.verdict for verdict in verdicts] == ["uncertain"] + ["alive"] * 4
    assert "#estas → #está" in verdicts[0].reason
    kept = replace(OPTIONS, once=False, state=tmp_path / "links.json")
    remembered = check_links(targets, kept).verdicts[0]
    assert (remembered.verdict, remembered.state) == ("uncertain", "alive"), "the page stays linked"


def test_many_links_that_lead_to_one_host_take_turns(internet: Internet):
    internet.latency = 0.02
    for number in range(1, 20):
        target = f"http://127.0.3.100:{internet.port}/p{number}"
        internet.sites[f"127.0.3.{number}"] = always(Reply(302, "", {"Location": target}))
    internet.sites["127.0.3.100"] = always(Reply(200, "<p>" + "palabra " * 50))
    check_links([Target(f"http://127.0.3.{n}:{internet.port}/") for n in range(1, 20)], OPTIONS)
    assert_polite(internet)


def test_a_host_is_given_a_pause():
    turns = Turns(pause=3)
    assert turns.wait("red.org", now=100) == 0
    turns.done("red.org", now=101)
    assert (turns.wait("red.org", now=102), turns.wait("red.org", now=105)) == (2, 0)
    assert turns.wait("otra.org", now=102) == 0


def test_a_link_ends_at_its_deadline(internet: Internet):
    awake = []

    async def hang(_) -> None:
        await asyncio.sleep(60)
        awake.append(True)

    internet.sites["127.0.3.1"] = always(hang)
    verdict = check_links([Target(f"http://127.0.3.1:{internet.port}/")], replace(OPTIONS, deadline=1)).verdicts[0]
    assert "did not answer in time" in verdict.reason and not awake
    assert len(internet.log) <= 3


def assert_nothing_unsafe(internet: Internet, dns: list[str]) -> None:
    assert not [entry for entry in internet.log if entry.ip == TRAP or not entry.ip.startswith("127.0.")]
    assert not [name for name in dns if "onion" in name or "localhost" in name]
    assert not [entry for entry in internet.log if "authorization" in entry.headers]


def assert_polite(internet: Internet) -> None:
    assert {entry.method for entry in internet.log} == {"GET"}
    hosts = defaultdict(list)
    for entry in internet.log:
        hosts[entry.ip].append(entry)
    for ip, entries in hosts.items():
        # A stream that we left goes on at the server's side until it notices.
        ended = [entry for entry in entries if entry.ended and not entry.streamed]
        for one, two in zip(ended, ended[1:], strict=False):
            assert two.started > one.ended, f"two requests at once to {ip}"
