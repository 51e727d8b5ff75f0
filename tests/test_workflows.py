"""The workflows: what runs on the host, with no more rights than it needs, and nothing that can change."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, load_yaml

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
USES = re.compile(r"^\s*(?:- )?uses:\s*(?P<what>.*)$", re.MULTILINE)
PINNED = re.compile(r"(?P<action>[\w.-]+/[\w./-]+)@(?P<commit>[0-9a-f]{40}) # (?P<version>v\d+\.\d+\.\d+)")

every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def load_workflow(path: Path) -> dict:
    """A workflow as plain data; YAML 1.1 takes its key `on` for the word true."""
    workflow = load_yaml(path)
    workflow["on"] = workflow.pop(True)
    return workflow


def steps_of(workflow: dict) -> list[dict]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_there_is_one_to_check_and_one_to_publish():
    assert {"check.yml", "publish.yml"} <= {path.name for path in WORKFLOWS}


@every_workflow
def test_every_action_is_pinned_by_its_commit_and_says_its_version(path: Path):
    used = [found["what"].strip() for found in USES.finditer(path.read_text(encoding="utf-8"))]
    assert len(used) == sum("uses" in step for step in steps_of(load_workflow(path)))
    for what in used:
        assert PINNED.fullmatch(what), what


def test_an_action_is_the_same_everywhere():
    commits: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        for found in PINNED.finditer(path.read_text(encoding="utf-8")):
            commits.setdefault(found["action"], set()).add(f"{found['commit']} {found['version']}")
    assert commits
    assert {action: found for action, found in commits.items() if len(found) > 1} == {}


@every_workflow
def test_a_workflow_may_only_read_unless_one_job_asks_for_more(path: Path):
    assert load_workflow(path)["permissions"] == {"contents": "read"}


@every_workflow
def test_no_foreign_proposal_runs_with_the_rights_of_the_house(path: Path):
    triggers = load_workflow(path)["on"]
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(triggers)
    if "pull_request" in triggers:
        text = path.read_text(encoding="utf-8")
        assert "secrets" not in re.sub(r"(?m)^\s*#.*$", "", text)
        assert all("permissions" not in job for job in load_workflow(path)["jobs"].values())


@every_workflow
def test_no_key_is_left_in_the_working_copy(path: Path):
    for step in steps_of(load_workflow(path)):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@every_workflow
def test_no_text_that_a_stranger_chose_is_run_as_a_command(path: Path):
    for step in steps_of(load_workflow(path)):
        assert "${{" not in step.get("run", ""), "give it to the command through env:"


def test_a_newer_proposal_ends_the_older_run_and_a_publication_is_finished():
    ends = {path.name: load_workflow(path).get("concurrency", {}).get("cancel-in-progress") for path in WORKFLOWS}
    assert (ends["check.yml"], ends["publish.yml"]) == (True, False)


def test_only_the_deploy_job_may_write_to_the_pages():
    jobs = load_workflow(ROOT / ".github/workflows/publish.yml")["jobs"]
    writing = {name for name, job in jobs.items() if "write" in job.get("permissions", {}).values()}
    assert writing == {"deploy"}
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}


@every_workflow
def test_what_a_workflow_calls_is_in_the_makefile(path: Path):
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    commands = " ".join(step.get("run", "") for step in steps_of(load_workflow(path)))
    assert set(re.findall(r"\bmake ([a-z]+)", commands)) <= targets


def test_a_proposal_passes_every_test_and_none_is_skipped():
    jobs = load_workflow(ROOT / ".github/workflows/check.yml")["jobs"]
    assert jobs["test"]["env"]["CI"] == "true"
    assert "make test" in [step.get("run") for step in jobs["test"]["steps"]]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"docs/es/x.md": "x"}, "false"),
        (
            {"docs/es/x.md": "x", "resources.yaml": "x", "mkdocs.yml": "nav:\n  - a.md\n  - cases/x.md\nhooks:\n"},
            "false",
        ),
        ({"docs/es/x.md": "x", "fhp/x.py": "x"}, "true"),
        ({"mkdocs.yml": "nav:\n  - a.md\nhooks:\n  - hooks/x.py\n"}, "true"),
        ({"requirements.txt": "x"}, "true"),
    ],
)
def test_every_test_runs_unless_only_text_changed(change, code, tmp_path):
    steps = load_workflow(ROOT / ".github/workflows/check.yml")["jobs"]["first"]["steps"]
    script = next(step["run"] for step in steps if step.get("id") == "what")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.invalid"]
    start = {"mkdocs.yml": "nav:\n  - a.md\nhooks:\n"}
    for files in ({}, start, change):
        if files == {}:
            subprocess.run([*git, "init", "-q"], cwd=tmp_path, check=True)
            continue
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        subprocess.run([*git, "add", "-A"], cwd=tmp_path, check=True)
        subprocess.run([*git, "commit", "-qm", "x"], cwd=tmp_path, check=True)
    more = {"GITHUB_EVENT_NAME": "pull_request", "GITHUB_OUTPUT": str(tmp_path / "out")}
    subprocess.run(["bash", "-eo", "pipefail", "-c", script], cwd=tmp_path, check=True, env=os.environ | more)
    assert (tmp_path / "out").read_text(encoding="utf-8") == f"code={code}\n"


GITHUB = {
    "github-workflows": ".github/workflows/*.yml", "github-issue-forms": ".github/ISSUE_TEMPLATE/*.yml",
    "github-issue-config": ".github/ISSUE_TEMPLATE/config.yml", "dependabot": ".github/dependabot.yml",
}  # fmt: skip


@pytest.mark.parametrize("kind", GITHUB)
def test_what_github_reads_is_as_github_wants_it(kind: str):
    paths = [str(path) for path in ROOT.glob(GITHUB[kind]) if (path.name == "config.yml") == ("config" in kind)]
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{kind}", *paths]
    done = subprocess.run(command, text=True, check=False, capture_output=True)
    assert paths and done.returncode == 0, done.stdout + done.stderr


def test_no_workflow_lets_anything_in():
    command = [str(Path(sys.executable).with_name("zizmor")), "--offline", "--no-progress", str(ROOT / ".github")]
    done = subprocess.run(command, text=True, check=False, capture_output=True)
    assert done.returncode == 0 and "No findings" in done.stdout, done.stdout + done.stderr
