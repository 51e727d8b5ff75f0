"""Forms: in step with the questions; what comes back from one, kind or hostile, is written as text or not at all."""

import datetime
import json
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, run

from fhp.check import check
from fhp.content.library import load_library
from fhp.desk.begin import begin
from fhp.desk.issue_forms import FOLDER, fields, read_body, read_issue, render_forms
from fhp.desk.questions import WrongAnswerError

DAY = datetime.date(2026, 11, 21)
ISSUES = Path(__file__).parent / "issues"
GOOD = {"organisation": "organisation", "case": "case", "tool": "tool", "news": "news"}


def load(root: Path):
    return load_library(root, DAY)[0]


def test_the_forms_are_those_that_the_questions_make():
    written = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / FOLDER).iterdir()}
    assert written == render_forms(load(ROOT)), "fhp forms"


def test_each_form_begins_with_the_warning_in_both_languages_and_no_two_questions_read_alike():
    for name, text in render_forms(load(ROOT)).items():
        form = yaml.safe_load(text)
        if name == "config.yml":
            assert form == {"blank_issues_enabled": False}
            continue
        first = form["body"][0]["attributes"]["value"]
        assert "público" in first and "public" in first and "teléfonos" in first and "phone numbers" in first
        labels = [part["attributes"]["label"] for part in form["body"][1:]]
        ids = [part["id"] for part in form["body"][1:]]
        assert len(labels) == len(set(labels)) and len(ids) == len(set(ids))
        assert form["body"][-1]["attributes"]["options"][0]["required"] is True


@pytest.mark.parametrize("name", GOOD)
def test_a_saved_issue_becomes_what_it_proposes(name, tiny_site):
    kind, answers = read_issue(read_body(ISSUES / f"{name}.md"), load(tiny_site))
    assert kind == GOOD[name]
    begin(load(tiny_site), kind, answers)
    left = {found.rule for found in check(tiny_site, DAY)[1] if not found.is_notice}
    assert left <= {"to-be-written", "unknown-source", "unknown-value"}, left  # a source is for an editor to add


def test_every_answer_of_a_form_comes_back():
    library = load(ROOT)
    for name in ("organisation", "publication", "case-or-tool", "news-or-dialogue"):
        for question in fields(name, library):
            if question.key == "kind" or question.options or question.kind == "yes":
                continue
            rows = [
                (other.both, "x" if other.key == question.key else "_No response_") for other in fields(name, library)
            ]
            kinds = (
                ("case · Un caso", "tool · Una herramienta")
                if name == "case-or-tool"
                else ("news · Una noticia", "dialogue · Un diálogo")
            )
            found = set()
            for kind in kinds:
                rows = [
                    (label, kind if label.startswith("Qué es /") and "-or-" in name else text) for label, text in rows
                ]
                body = "\n".join(f"### {label}\n\n{text}\n" for label, text in rows)
                found |= {key for key, text in read_issue(body, library)[1].items() if text == "x"}
            assert found == {question.key}, (name, question.key)


@pytest.mark.parametrize("name", ["hostile-organisation", "hostile-case"])
def test_a_hostile_issue_is_text_and_no_more(name, tiny_site):
    before = {path for path in tiny_site.rglob("*") if path.is_file()}
    done = run("fhp.cli", "new", "--from-issue", str(ISSUES / f"{name}.md"), cwd=tiny_site)
    assert "Traceback" not in done.stdout
    new = {path.relative_to(tiny_site).as_posix() for path in tiny_site.rglob("*") if path.is_file()} - {
        path.relative_to(tiny_site).as_posix() for path in before
    }
    assert all(path.startswith("docs/") and path.count("/") == 3 and path.endswith("/cases/x.md") for path in new), new
    assert not any(row.startswith("::") for row in done.stdout.splitlines())
    library, problems = check(tiny_site, DAY)
    assert "intruder" not in library.resources.organisations
    assert "allied-group" in library.resources.organisations
    rules = {found.rule for found in problems if not found.is_notice}
    told = {"to-be-written", "markup-in-text", "unknown-source", "unknown-value", "wrong-value", "placeholder-text"}
    assert rules <= told, rules
    if done.returncode == 0 and "case" in name:
        built = (tiny_site / "docs/es/cases/x.md").read_text(encoding="utf-8")
        assert "<img" not in built and "<!--" not in built and "[x](" not in built


@pytest.mark.parametrize(
    ("name", "words"), [("correct", "lo hace una persona"), ("not-a-form", "no viene de un formulario")]
)
def test_what_is_for_a_person_is_said_in_one_line(name, words, tiny_site):
    before = sorted(path for path in tiny_site.rglob("*"))
    with pytest.raises(WrongAnswerError, match=words):
        read_issue(read_body(ISSUES / f"{name}.md"), load(tiny_site))
    assert sorted(path for path in tiny_site.rglob("*")) == before


@pytest.mark.parametrize("event", ["{", "{}", '{"issue": 3}', '{"issue": {"body": null}}', '{"issue": {"body": ["a"]}}',
                                   '{"issue": {"body": "\\u0000"}}'])  # fmt: skip
def test_a_broken_event_gets_one_line(event, tmp_path):
    path = tmp_path / "event.json"
    path.write_text(event, encoding="utf-8")
    with pytest.raises(WrongAnswerError) as told:
        read_issue(read_body(path), load(ROOT))
    assert "\n" not in str(told.value)


def test_the_body_is_read_from_what_the_host_tells(tmp_path):
    body = (ISSUES / "organisation.md").read_text(encoding="utf-8")
    path = tmp_path / "event.json"
    path.write_text(json.dumps({"issue": {"number": 3, "body": body.replace("\n", "\r\n")}}), encoding="utf-8")
    kind, answers = read_issue(read_body(path), load(ROOT))
    assert (kind, answers["help"], answers["urgent"]) == ("organisation", "training, networks", "false")
    assert answers["name.en"] == "" and answers["summary.es"] == "Reúne a redes.\n\nY da talleres."
