"""The link commands as a person or a workflow calls them."""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, environment, run, served

from fhp.content.library import load_library
from fhp.content.link_states import load_link_states
from fhp.link_targets import find_targets

NET = ("--public-net", "127.0.0.0/16", "--pause", "0", "--deadline", "10", "--today", "2026-11-21")


def write_list(folder: Path, address: str, *paths: str) -> Path:
    """A list of addresses as another tool would hand it over."""
    path = folder / "list.csv"
    path.write_text(
        "url,name,aliases\n" + "".join(f"{address}{part},Biblioteca,FHP\n" for part in paths), encoding="utf-8"
    )
    return path


def test_check_links_tells_the_truth_and_remembers_nothing_once(tiny_built: Path, tmp_path: Path):
    with served(tiny_built) as address:
        listed = write_list(tmp_path, address, "/", "/no-such-page/")
        done = run("fhp.cli", "check-links", "--input", str(listed), "--once", "--json", "out.json",
                   "--fail-on", "dead", *NET, cwd=tmp_path)  # fmt: skip
    found = {
        entry["url"].removeprefix(address): entry
        for entry in json.loads((tmp_path / "out.json").read_text())["verdicts"]
    }
    assert found["/"]["verdict"] == "alive" and found["/"]["where"] == [{"file": str(listed), "line": 2}]
    assert found["/no-such-page/"]["verdict"] == "dead" and found["/no-such-page/"]["status"] == 404
    assert done.returncode == 2, done.stdout
    assert not (tmp_path / "data/links.json").exists()


def test_an_unsafe_address_ends_with_one(tmp_path: Path):
    (tmp_path / "list.txt").write_text("http://192.168.1.1/\nhttp://93.184.215.14:25/\nhttps://example.onion/\n")
    done = run("fhp.cli", "check-links", "--input", "list.txt", "--once", *NET, cwd=tmp_path)
    assert done.returncode == 1 and done.stdout.count("unsafe") >= 2


def test_one_failed_day_is_a_suspicion_and_is_kept(tiny_built: Path, tmp_path: Path):
    (tmp_path / "data").mkdir()
    with served(tiny_built) as address:
        good = [f"/?{number}" for number in range(4)]
        listed = write_list(tmp_path, address, *good, "/no-such-page/")
        done = run("fhp.cli", "check-links", "--input", str(listed), "--issue", "week.md", *NET, cwd=tmp_path)
        again = run("fhp.cli", "explain-link", f"{address}/no-such-page/", "--public-net", "127.0.0.0/16",
                    "--pause", "0", cwd=tmp_path)  # fmt: skip
    assert done.returncode == 0, done.stdout
    records = json.loads((tmp_path / "data/links.json").read_text(encoding="utf-8"))
    assert "suspect" in json.dumps(records)
    assert "En observación" in (tmp_path / "week.md").read_text(encoding="utf-8")
    assert "404" in again.stdout


def test_a_file_that_is_not_there_gets_one_line(tmp_path: Path):
    done = run("fhp.cli", "check-links", "--input", "nothing.txt", "--once", cwd=tmp_path)
    assert done.returncode == 1 and done.stdout.startswith("nothing.txt:") and "Traceback" not in done.stdout


def test_every_outside_address_of_the_library_is_asked_for():
    library, _ = load_library(ROOT)
    asked = {(target.url, target.where[0]): target.names for target in find_targets(library)}
    for entry in [*library.resources.organisations.values(), *library.resources.publications.values()]:
        if entry.url and entry.check_link:
            names = asked[entry.url, ("resources.yaml", library.resources.line(entry.id, "url"))]
            assert names == () or entry.name["es"] in names


def test_a_build_and_a_check_never_load_what_speaks_to_the_network(tiny_site: Path):
    code = "import sys, fhp.cli; fhp.cli.main(['check']); print('aiohttp' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tiny_site, env=environment(), text=True, check=False, capture_output=True
    )
    assert done.stdout.splitlines()[-1:] == ["False"], done.stdout + done.stderr


def test_the_link_checker_is_a_product_of_its_own():
    for path in (ROOT / "fhp/link_checker").glob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            found = re.match(r"\s*(?:from|import) (fhp[\w.]*)", line)
            assert found is None or found[1].startswith(("fhp.link_checker", "fhp.problems")), f"{path.name}: {line}"


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("[x](https://es.site.org/wiki/Flor_(planta))", "https://es.site.org/wiki/Flor_(planta)"),
        ("[x](<https://site.org/a b(c>)", "https://site.org/a b(c"),
        ("[uno [dos] tres](https://site.org/n)", "https://site.org/n"),
        ('[x](https://site.org/t "un título (largo)")', "https://site.org/t"),
        ("[x][y]\n\n[y]: <https://site.org/ref_(1)>", "https://site.org/ref_(1)"),
        ("<https://site.org/auto>", "https://site.org/auto"),
        ('<a href="https://site.org/?a=1&amp;b=2">x</a>', "https://site.org/?a=1&b=2"),
        ("[x](HTTPS://site.org/grande)", "HTTPS://site.org/grande"),
    ],
)
def test_addresses_in_pages_are_those_that_readers_get(written: str, asked: str, tiny_site: Path):
    page = tiny_site / "docs/es/strategies/accompaniment.md"
    page.write_text(
        page.read_text(encoding="utf-8") + f"\n{written}\n\n`[x](https://site.org/codigo)`\n", encoding="utf-8"
    )
    library, _ = load_library(tiny_site)
    found = {target.url: target.where for target in find_targets(library)}
    assert asked in found and "https://site.org/codigo" not in found
    assert found[asked][0][0] == "docs/es/strategies/accompaniment.md"


def record(day: str, **more: object) -> dict:
    return {"since": day, "last_check": day, "state": "alive", "last_ok": day} | more


def test_a_site_is_lost_with_what_is_below_it_and_a_shared_host_is_not(tmp_path: Path):
    taken = {"state": "taken-over", "last_ok": "2026-01-01"}
    links = {
        "https://flor.org/": record("2026-03-01", **taken),
        "https://flor.org/escuela": record("2026-02-01"),
        "https://red.social.net/flor": record("2026-03-01", **taken),
        "https://red.social.net/luna": record("2026-03-02"),
    }
    (tmp_path / "data").mkdir()
    (tmp_path / "data/links.json").write_text(json.dumps({"links": links}))
    states, _ = load_link_states(tmp_path, date(2026, 3, 3))
    others = ["https://blog.flor.org/x", "https://www.flor.org/", "https://red.social.net/sol", "https://otraflor.org/"]
    lost = {url for url in [*links, *others] if (found := states.of(url)) and found.state == "taken-over"}
    assert lost == {*list(links)[:3], *others[:2]}


def test_readers_are_told_the_day_on_which_a_site_last_answered(tmp_path: Path):
    (tmp_path / "data").mkdir()
    links = {"https://a.org/": record("2026-03-01") | {"last_check": "2026-03-09", "reason": "dns-trouble"}}
    (tmp_path / "data/links.json").write_text(json.dumps({"links": links}))
    state = load_link_states(tmp_path, date(2026, 3, 9))[0].of("https://a.org/")
    assert state and state.last_check == date(2026, 3, 1)


def test_a_persons_look_is_noted(tmp_path: Path):
    (tmp_path / "data").mkdir()
    state = tmp_path / "data/links.json"
    onion = "http://abc.onion/"  # asked of nobody
    state.write_text(json.dumps({"links": {onion: record("2026-03-01", state="unclear")}}))
    done = run("fhp.cli", "explain-link", onion, "--seen", "--today", "2026-03-05", cwd=tmp_path)
    assert done.returncode == 0 and "a person looked: 2026-03-05" in done.stdout, done.stdout
    assert json.loads(state.read_text())["links"][onion]["by_hand"] == "2026-03-05"
    done = run("fhp.cli", "explain-link", "https://otra.onion/", "--seen", cwd=tmp_path)
    assert done.returncode == 1 and len(done.stdout.splitlines()) == 1


def test_a_state_file_that_cannot_be_read_is_one_line_in_every_command(tmp_path: Path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/links.json").write_text("[" * 200_000)
    (tmp_path / "list.txt").write_text("https://abc.onion/\n")
    for command in (("check-links", "--input", "list.txt"), ("explain-link", "https://abc.onion/")):
        done = run("fhp.cli", *command, cwd=tmp_path)
        assert done.returncode == 1 and done.stdout.startswith("data/links.json:1: "), done.stdout
        assert len(done.stdout.splitlines()) == 1


def test_lines_that_are_no_address_are_refused_and_the_others_asked(tiny_built: Path, tmp_path: Path):
    with served(tiny_built) as address:
        (tmp_path / "list.txt").write_text(f"Mis enlaces:\n- {address}/ – la portada\n- www.red.org\n")
        done = run("fhp.cli", "check-links", "--input", "list.txt", "--once", "--json", "out.json", *NET, cwd=tmp_path)
    assert done.returncode == 1
    assert [line.split(": ")[0] for line in done.stdout.splitlines()[:2]] == ["list.txt:1", "list.txt:3"]
    verdicts = json.loads((tmp_path / "out.json").read_text())["verdicts"]
    assert [(verdict["url"], verdict["verdict"]) for verdict in verdicts] == [(f"{address}/", "alive")]
