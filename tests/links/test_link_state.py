"""The state file under bad conditions: found before anything is asked, nothing lost, one clear line."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import environment
from link_server import NET, Internet, Reply

from fhp.link_checker.check import check_links
from fhp.link_checker.memory import Memory, Record
from fhp.link_checker.options import Options
from fhp.link_checker.state_file import StateError, StateFile, load, render
from fhp.link_checker.targets import Target

TODAY = date(2026, 3, 3)
GOOD = '{\n"links": {\n"https://a.org/": {"since": "2026-03-01", "state": "alive"},\n%s\n}\n}\n'


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (GOOD % '<<<<<<< HEAD\n"https://b.org/": {}\n=======\n>>>>>>> otra', 4, "marks of a merge"),
        ("[" * 200_000, 1, "nested too deep"),
        ('{"links": ' + '{"a":' * 200_000, 1, "nested too deep"),
        ("", 1, "is not JSON"),
        ('{\n"links": {\n"https://a.org/": {"since"\n', 4, "is not JSON"),
        ("[]", 1, "no 'links'"),
        ('{"links": []}', 1, "no 'links'"),
        (GOOD % '"https://b.org/": {"since": "2026-03-01", "state": "viva"}', 4, "'state' cannot be read"),
        (GOOD % '"https://b.org/": {"since": "pronto", "state": "alive"}', 4, "'since' cannot be read"),
        (GOOD % '"https://b.org/": {"state": "alive"}', 4, "'since' cannot be read"),
        (GOOD % '"https://b.org/": {"since": "2026-03-01", "fails": [{"day": 3}]}', 4, "cannot be read"),
        (GOOD % '"https://b.org/": 7', 4, "cannot be read"),
        (b"\xff\xfe{", 1, "is not UTF-8"),
        ('{"links": {"a": {"status": ' + "9" * 9000 + "}}}", 1, "is not JSON"),
    ],
    ids=str,
)
def test_a_file_that_cannot_be_trusted_names_itself_and_the_line(tmp_path: Path, text: str, line: int, said: str):
    path = write(tmp_path / "links.json", text)
    with pytest.raises(StateError) as caught:
        load(path)
    assert str(caught.value).startswith(f"{path}:{line}: ") and said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_memory_of_before_and_notes_of_a_person_are_read(tmp_path: Path):
    text = '{"honest": {"x": "2026-03-01"}, "links": {"https://a.org/": {"since": "2026-03-01", "note": "hola"}}}'
    assert load(write(tmp_path / "links.json", text)).links == {"https://a.org/": Record(since="2026-03-01")}


def test_what_is_written_is_what_is_read(tmp_path: Path):
    memory = Memory({'https://a.org/"x"\n': Record(state="dead", since="2026-03-01", title="Ñandú {[", words=7)})
    assert load(write(tmp_path / "links.json", render(memory))) == memory


class Sites:
    """Ten sites that answer, and what a test wants to happen while they are asked."""

    def __init__(self, internet: Internet, folder: Path) -> None:
        self.internet, self.folder, self.state = internet, folder, folder / "data/links.json"
        self.meanwhile: Callable[[], object] = lambda: None
        for number in range(1, 11):
            internet.sites[f"127.0.5.{number}"] = self.serve
        self.urls = [f"http://127.0.5.{number}:{internet.port}/" for number in range(1, 11)]
        write(folder / "list.txt", "\n".join(self.urls))

    def serve(self, _request) -> Reply:
        self.meanwhile()
        return Reply(200, "<title>Red</title><p>" + "cuidado colectivo " * 30)

    def options(self, **changes) -> Options:
        return Options(TODAY, **({"state": self.state, "pause": 0, "public_nets": (NET,)} | changes))

    def check(self, **changes):
        return check_links([Target(url) for url in self.urls], self.options(**changes))

    def command(self, *more: str, limit: int | None = None, wait: bool = True):
        """The command in a process of its own; `limit`: bytes that it may write to any file."""

        def stay_small() -> None:
            if limit is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        arguments = ["check-links", "--input", "list.txt", "--public-net", NET, "--pause", "0", *more]
        process = subprocess.Popen(
            [sys.executable, "-m", "fhp.cli", *arguments], cwd=self.folder, env=environment(), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, preexec_fn=stay_small,
        )  # fmt: skip
        return (process, process.communicate(timeout=60)[0]) if wait else (process, "")


@pytest.fixture
def sites(internet: Internet, tmp_path: Path) -> Sites:
    return Sites(internet, tmp_path)


def one_line(output: str, said: str) -> bool:
    lines = output.splitlines()
    return len(lines) == 1 and said in lines[0] and "Traceback" not in output


@pytest.mark.parametrize("state", ["data", "/proc/links.json", "list.txt/links.json"])
def test_a_place_that_cannot_hold_the_file_is_known_before_anything_is_asked(sites: Sites, state: str):
    (sites.folder / "data").mkdir()
    process, output = sites.command("--state", state)
    assert process.returncode == 1 and one_line(output, state), output
    assert not sites.internet.log


def test_a_full_disk_is_known_before_anything_is_asked(sites: Sites):
    sites.check()
    before = sites.state.read_bytes()
    sites.internet.log.clear()
    process, output = sites.command("--today", "2026-03-10", limit=1000)
    assert process.returncode == 1 and one_line(output, "data/links.json"), output
    assert (sites.internet.log, sites.state.read_bytes()) == ([], before)
    assert [path.name for path in sites.state.parent.iterdir()] == ["links.json"]


def test_a_place_that_is_lost_in_the_middle_loses_nothing_of_what_was_learnt(sites: Sites):
    sites.meanwhile = lambda: shutil.rmtree(sites.state.parent, ignore_errors=True)
    report = sites.check()
    assert len(report.verdicts) == 10 and report.exit_code() == 1
    rescued = Path(report.unsaved.rpartition(" ")[2].rstrip(")"))
    assert len(load(rescued).links) == 10
    rescued.unlink()


def test_a_result_that_cannot_be_written_is_known_before_anything_is_asked(sites: Sites):
    for option in ("--json", "--issue"):
        process, output = sites.command(option, "no/such/folder/x")
        assert process.returncode == 1 and one_line(output, "no/such/folder"), output
    assert not sites.internet.log


def test_two_runs_at_once_do_not_meet(sites: Sites):
    with StateFile(sites.state):
        process, output = sites.command()
        assert process.returncode == 1 and one_line(output, "another run is using it"), output
        assert not sites.internet.log
    assert sites.command()[0].returncode == 0
    assert [path.name for path in sites.state.parent.iterdir()] == ["links.json"]


def wait_for(condition: Callable[[], object]) -> None:
    """Until something is so; the test's own limit is the last resort."""
    for _ in range(3000):
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError("it never came to that")


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_ended_in_the_middle_leaves_a_whole_file(sites: Sites, ending: signal.Signals):
    import asyncio

    async def silence(_) -> None:
        await asyncio.sleep(60)

    sites.check()
    before = sites.state.read_bytes()
    sites.internet.log.clear()
    page = Reply(200, "<title>Red</title><p>" + "cuidado colectivo " * 30)
    routes = {"/p1": page, "/p2": page, "/p3": page, "/silencio": silence}
    sites.internet.sites["127.0.5.1"] = lambda request: routes.get(request.path, Reply(404))
    write(sites.folder / "list.txt", "\n".join(sites.urls[0].rstrip("/") + path for path in routes))
    process, _ = sites.command("--today", "2026-03-10", wait=False)
    # links of one host are asked in a row: when the last one is asked, the others are known
    wait_for(lambda: [entry for entry in sites.internet.log if entry.path == "/silencio"])
    os.kill(process.pid, ending)
    output = process.communicate(timeout=60)[0]
    assert "Traceback" not in output
    if ending == signal.SIGKILL:
        assert sites.state.read_bytes() == before
    else:
        assert process.returncode == 130 and "Run stopped" in output, output
        days = [record["last_check"] for record in json.loads(sites.state.read_text())["links"].values()]
        assert days.count("2026-03-10") == 3, "what it had found counts"
    sites.check()
    assert [path.name for path in sites.state.parent.iterdir()] == ["links.json"], "and what it left is cleared away"


def test_a_state_file_that_is_a_link_stays_one(sites: Sites, tmp_path: Path):
    real = tmp_path / "elsewhere.json"
    sites.state.parent.mkdir()
    sites.state.symlink_to(real)
    sites.check()
    assert sites.state.is_symlink() and len(load(real).links) == 10
