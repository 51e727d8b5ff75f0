"""The daily job's own lines, run by the shell that the host uses; `gh` and `fhp` are stand-ins that answer."""

import re
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, load_yaml

JOB = load_yaml(ROOT / ".github/workflows/links.yml")["jobs"]["check"]
STEPS = {step["id"]: step for step in JOB["steps"] if "id" in step}
LIST = next(step for step in JOB["steps"] if "issue edit" in step.get("run", ""))
PUBLISH = next(step for step in JOB["steps"] if "publish.yml" in step.get("run", ""))


@pytest.fixture
def shell(tmp_path: Path):
    """Runs a step; gives its exit code and what was called, in order."""
    (tmp_path / ".venv/bin").mkdir(parents=True)

    def run(step: dict, fhp: int = 0, gh: str = "", **environment: str) -> tuple[int, list[str]]:
        for name, path, code in (("fhp", ".venv/bin/fhp", fhp), ("gh", "gh", 0)):
            said = f"printf '%s' '{gh}'" if name == "gh" else ":"
            (tmp_path / path).write_text(f'#!/bin/sh\necho "{name} $*" >> called\n{said}\nexit {code}\n')
            (tmp_path / path).chmod(0o755)
        (tmp_path / "called").write_text("")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], cwd=tmp_path, check=False,
            env={"PATH": f"{tmp_path}:/usr/bin:/bin", "GITHUB_OUTPUT": str(tmp_path / "output"), **environment},
        )  # fmt: skip
        return done.returncode, (tmp_path / "called").read_text().splitlines()

    return run


@pytest.mark.parametrize(("fhp", "code"), [(0, 0), (3, 0), (1, 1), (2, 2), (130, 130)])
def test_a_run_that_does_not_count_is_no_failure_and_every_other_is(shell, fhp: int, code: int):
    done, called = shell(STEPS["ask"], fhp=fhp)
    assert done == code
    assert called == ["gh auth setup-git", "fhp check-links --ttl 6 --issue links.md --keep links-state"]


def test_the_list_is_one_issue_written_in_any_case(shell, tmp_path: Path):
    assert shell(STEPS["list"], gh="7")[1] == [
        "gh issue list --label links --state open --json number --jq .[0].number // empty",
        "gh issue view 7 --json body --jq .body",
    ]
    assert "number=7" in (tmp_path / "output").read_text()
    assert shell(LIST, NUMBER="7")[1] == ["gh issue edit 7 --body-file links.md"]
    assert [row.split(" ")[1:3] for row in shell(LIST, NUMBER="")[1]] == [["label", "create"], ["issue", "create"]]
    assert LIST["if"].startswith("always()")


def test_readers_see_what_is_new_the_same_day(shell):
    assert PUBLISH["if"] == "always() && steps.ask.outputs.kept == 'true'"
    assert shell(PUBLISH, MAIN="main")[1] == ["gh workflow run publish.yml --ref main"]
    assert "workflow_dispatch" in load_yaml(ROOT / ".github/workflows/publish.yml")[True]


def test_the_branch_that_is_written_is_the_branch_that_is_published():
    publish = (ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    kept = re.findall(r"--keep (\S+)", STEPS["ask"]["run"])
    assert kept and kept == re.findall(r"fhp\.link_branch (\S+)", publish)
