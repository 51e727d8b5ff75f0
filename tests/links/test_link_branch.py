"""The memory of links on a branch of its own: real repositories, moved and protected mains, tags, two runs at once."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from conftest import run
from link_server import NET, Internet, Reply, always

from fhp import link_branch
from fhp.link_branch import BranchError, bring, keep
from fhp.link_checker.state_file import load

BRANCH = "links-state"
REFUSES = """#!/bin/sh
while read old new ref; do
  [ "$ref" = "refs/heads/%s" ] && { echo "protected: %s" >&2; exit 1; }
done
exit 0
"""


@pytest.fixture(autouse=True)
def identity(monkeypatch: pytest.MonkeyPatch):
    """Git without anybody's settings."""
    for key in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{key}_NAME", "x")
        monkeypatch.setenv(f"GIT_{key}_EMAIL", "x@x")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """The repository that all share, with one commit on main and a tag."""
    shared = tmp_path / "shared.git"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch", "main", str(shared))
    first = clone(shared, "first")
    (first / "page.md").write_text("hola\n")
    git(first, "add", "page.md")
    git(first, "commit", "--quiet", "-m", "one")
    git(first, "tag", "v1")
    git(first, "push", "--quiet", "origin", "HEAD:main", "v1")
    return shared


def clone(shared: Path, name: str, *more: str) -> Path:
    git(shared.parent, "clone", "--quiet", *more, f"file://{shared}", name)
    return shared.parent / name


def protect(shared: Path, branch: str) -> None:
    """A host that refuses whatever is pushed to that branch."""
    hook = shared / "hooks/pre-receive"
    hook.write_text(REFUSES % (branch, branch))
    hook.chmod(0o755)


def record(day: str, **more: object) -> dict:
    return {"since": "2026-03-01", "last_check": day, "state": "alive"} | more


def write_state(folder: Path, **days: str) -> None:
    links = {f"https://{name}.org/": record(day) for name, day in days.items()}
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data/links.json").write_text(json.dumps({"links": links}))


def days_on(shared: Path) -> dict[str, str]:
    text = git(shared, "show", f"{BRANCH}:data/links.json")
    return {url[8:-5]: found["last_check"] for url, found in json.loads(text)["links"].items()}


def test_the_branch_begins_with_the_first_memory_and_grows_with_each(shared: Path):
    ours = clone(shared, "ours")
    assert bring(ours, BRANCH) is False and not (ours / "data/links.json").exists()
    write_state(ours, a="2026-03-01")
    assert keep(ours, BRANCH) is True
    assert keep(ours, BRANCH) is False, "nothing new, nothing pushed"
    write_state(ours, a="2026-03-02")
    assert keep(ours, BRANCH) is True
    assert git(shared, "rev-list", "--count", BRANCH) == "2"
    assert git(shared, "ls-tree", "-r", "--name-only", BRANCH).split() == ["README.md", "data/links.json"]
    assert days_on(shared) == {"a": "2026-03-02"}


def test_nothing_in_the_working_copy_is_touched(shared: Path):
    ours = clone(shared, "ours")
    (ours / "page.md").write_text("a medias\n")
    (ours / "nueva.md").write_text("x\n")
    git(ours, "add", "nueva.md")
    before = git(ours, "status", "--porcelain"), git(ours, "rev-parse", "HEAD"), git(ours, "symbolic-ref", "HEAD")
    write_state(ours, a="2026-03-01")
    keep(ours, BRANCH)
    after = git(ours, "status", "--porcelain").replace("?? data/", "").strip()
    assert (after, git(ours, "rev-parse", "HEAD"), git(ours, "symbolic-ref", "HEAD")) == before


@pytest.mark.parametrize("more", [(), ("--depth", "1")], ids=["whole", "shallow"])
def test_it_is_the_same_while_main_moves_from_a_tag_and_where_main_is_protected(shared: Path, more: tuple[str, ...]):
    ours = clone(shared, "ours", *more, "--branch", "v1")  # a tag: on no branch at all
    other = clone(shared, "other")
    git(other, "commit", "--quiet", "--allow-empty", "-m", "two")
    git(other, "push", "--quiet", "origin", "HEAD:main")
    protect(shared, "main")
    write_state(ours, a="2026-03-01")
    assert keep(ours, BRANCH)
    fresh = clone(shared, "fresh", *more)
    assert bring(fresh, BRANCH) and load(fresh / "data/links.json").links["https://a.org/"].last_check == "2026-03-01"


def test_two_runs_at_once_lose_nothing_of_either(shared: Path, monkeypatch: pytest.MonkeyPatch):
    one, two = clone(shared, "one"), clone(shared, "two")
    write_state(one, a="2026-03-01", b="2026-03-01")
    keep(one, BRANCH)
    bring(two, BRANCH)
    write_state(one, a="2026-03-05", b="2026-03-01")
    write_state(two, a="2026-03-01", b="2026-03-06")
    real, pushed = link_branch.commit, []

    def meanwhile(root: Path, text: str, parent: str) -> str:
        """The other run pushes between our look and our push."""
        if root == two and not pushed:
            pushed.append(True)
            keep(one, BRANCH)
        return real(root, text, parent)

    monkeypatch.setattr(link_branch, "commit", meanwhile)
    assert keep(two, BRANCH) is True
    assert days_on(shared) == {"a": "2026-03-05", "b": "2026-03-06"}
    assert git(shared, "rev-list", "--count", BRANCH) == "3"


def test_what_a_person_noted_on_the_branch_is_kept(shared: Path):
    ours = clone(shared, "ours")
    write_state(ours, a="2026-03-01")
    keep(ours, BRANCH)
    hers = clone(shared, "hers", "--branch", BRANCH)
    text = (hers / "data/links.json").read_text().replace('"since"', '"by_hand": "2026-03-02", "since"')
    (hers / "data/links.json").write_text(text)
    git(hers, "commit", "--quiet", "-am", "looked")
    git(hers, "push", "--quiet", "origin", BRANCH)
    write_state(ours, a="2026-03-09")
    keep(ours, BRANCH)
    found = json.loads(git(shared, "show", f"{BRANCH}:data/links.json"))["links"]["https://a.org/"]
    assert (found["last_check"], found["by_hand"]) == ("2026-03-09", "2026-03-02")


def test_a_branch_that_refuses_or_cannot_be_reached_is_said_in_one_line(shared: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(link_branch.time, "sleep", lambda _: None)
    ours = clone(shared, "ours")
    write_state(ours, a="2026-03-01")
    protect(shared, BRANCH)
    with pytest.raises(BranchError) as refused:
        keep(ours, BRANCH)
    assert BRANCH in str(refused.value) and "declined" in str(refused.value) and "\n" not in str(refused.value)
    shared.rename(shared.with_name("moved.git"))
    for job in (bring, keep):
        with pytest.raises(BranchError, match="could not be read"):
            job(ours, BRANCH)


def test_a_broken_memory_on_the_branch_is_named_and_stops_everything(shared: Path):
    hers = clone(shared, "hers")
    git(hers, "switch", "--quiet", "--orphan", BRANCH)
    (hers / "data").mkdir()
    (hers / "data/links.json").write_text('{\n"links": {\n<<<<<<< HEAD\n')
    git(hers, "add", "data/links.json")
    git(hers, "commit", "--quiet", "-m", "broken")
    git(hers, "push", "--quiet", "origin", BRANCH)
    ours = clone(shared, "ours")
    write_state(ours, a="2026-03-01")
    for job in (bring, keep):
        with pytest.raises(ValueError, match=rf"{BRANCH}:data/links.json:3: "):
            job(ours, BRANCH)


def test_a_publication_reads_the_branch_with_nothing_installed(shared: Path):
    ours = clone(shared, "ours")
    write_state(ours, a="2026-03-01")
    keep(ours, BRANCH)
    fresh = clone(shared, "fresh", "--depth", "1")
    code = "import sys; sys.path.insert(0, sys.argv[1]); from fhp.link_branch import main; sys.exit(main(sys.argv[2:]))"

    def read(branch: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/usr/bin/env", "python3", "-S", "-c", code, str(Path(link_branch.__file__).parents[1]), branch],
            cwd=fresh, text=True, capture_output=True, check=False,
        )  # fmt: skip

    assert read("another").returncode == 0 and not (fresh / "data/links.json").exists(), "no branch yet is no fault"
    assert read(BRANCH).returncode == 0 and load(fresh / "data/links.json").links
    shared.rename(shared.with_name("moved.git"))
    done = read(BRANCH)
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1, "no publication as if all links were well"


class Daily:
    """The command as the daily job calls it, in a clone of its own."""

    def __init__(self, shared: Path, internet: Internet) -> None:
        self.shared, self.internet = shared, internet
        self.runs = 0
        for number in range(1, 6):
            internet.sites[f"127.0.5.{number}"] = always(
                Reply(200, f"<title>Red {number}</title><p>" + "cuidado " * 40)
            )

    def __call__(self, day: str, **more: str) -> tuple[subprocess.CompletedProcess[str], Path]:
        self.runs += 1
        folder = clone(self.shared, f"run{self.runs}", "--depth", "1")
        urls = [f"http://127.0.5.{number}:{self.internet.port}/" for number in range(1, 6)]
        (folder / "list.txt").write_text("\n".join(urls))
        done = run("fhp.cli", "check-links", "--input", "list.txt", "--public-net", NET, "--pause", "0", "--ttl", "6",
                   "--issue", "links.md", "--keep", BRANCH, "--today", day, cwd=folder,
                   GITHUB_OUTPUT=str(folder / "output"), **more)  # fmt: skip
        return done, folder


def kept(folder: Path) -> bool:
    return (folder / "output").exists() and "kept=true" in (folder / "output").read_text()


def test_the_daily_job_from_day_to_day(shared: Path, internet: Internet):
    daily = Daily(shared, internet)
    done, folder = daily("2026-03-01")
    assert done.returncode == 0 and kept(folder), done.stdout
    done, folder = daily("2026-03-03")
    assert done.returncode == 0 and not kept(folder), "nothing was due, nothing is published anew"
    internet.sites["127.0.5.3"] = always(Reply(404))
    done, folder = daily("2026-03-08")
    assert done.returncode == 0 and kept(folder)
    assert "(suspect" in (folder / "links.md").read_text()


def test_a_run_that_does_not_count_keeps_nothing_and_still_writes_the_list(shared: Path, internet: Internet):
    daily = Daily(shared, internet)
    internet.sites["127.0.5.1"] = always(Reply(403))
    daily("2026-03-01")
    before = git(shared, "rev-parse", BRANCH)
    for number in (2, 3, 4):
        internet.sites[f"127.0.5.{number}"] = always(Reply(404))
    done, folder = daily("2026-03-08")
    assert done.returncode == 3 and not kept(folder)
    assert git(shared, "rev-parse", BRANCH) == before
    assert "what was known still holds" in (folder / "links.md").read_text()
    assert "127.0.5.1" in (folder / "links.md").read_text()


def test_a_branch_that_refuses_fails_the_job_and_the_list_is_written(shared: Path, internet: Internet):
    protect(shared, BRANCH)
    done, folder = Daily(shared, internet)("2026-03-01")
    assert done.returncode == 1 and "could not be kept" in done.stdout and "Traceback" not in done.stdout
    assert (folder / "links.md").exists() and not kept(folder)
