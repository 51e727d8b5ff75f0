"""The link commands as a person or a workflow calls them."""

import json
import re
import subprocess
import sys
from pathlib import Path

from conftest import ROOT, environment, run, served

from fhp.content.library import load_library
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
