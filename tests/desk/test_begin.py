"""`fhp new`: an entry or a pair in its place, whatever is typed; what is left to write is all that the check says."""

import datetime
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, run
from hypothesis import given
from hypothesis import strategies as st

from fhp.check import check
from fhp.content.library import Library, load_library
from fhp.content.pages import TYPES
from fhp.content.resources import Organisation, Publication
from fhp.desk.begin import begin
from fhp.desk.commands import ask
from fhp.desk.questions import KINDS, PAGES, WrongAnswerError, judge, questions, slug
from fhp.desk.yaml_text import write_mapping

DAY = datetime.date(2026, 11, 21)
EVIL = "a: 'b' # c\n- {x} &y *z `rm -rf` $(id) <b> \"q\" \u202e\x00 [^small-book] <!-- doors -->"
PAGE = {"original": "es", "title.es": "Una pausa: entre todas", "title.en": "A pause", "sources": "small-book"}
ANSWERS = {
    "organisation": {"name.es": "Otra", "url": "https://www.otra-red.org/", "help": "networks",
                     "reach": "mexico", "languages": "es"},
    "publication": {"title.es": "Libro", "kind": "book", "languages": "es", "access": "free", "body": "Casa"},
    "news": PAGE | {"dates.start": "2026-10"},
    "dialogue": PAGE | {"dates.start": "2026-10-02", "dates.end": "2026-10-05"},
    "case": PAGE,
    "tool": PAGE | {"time": "90", "people.min": "3", "people.max": "9", "ours": "sí"},
    "term": {"term.es": "abrazo", "term.en": "embrace", "attested": "es", "confidence": "low"},
    "event": {"text.es": "Algo pasó.", "id": "something", "dates.start": "2019", "sources": "small-book",
              "confidence": "low"},
}  # fmt: skip


def load(root: Path) -> Library:
    return load_library(root, DAY)[0]


def files(root: Path) -> dict[str, bytes]:
    paths = [path for path in root.rglob("*") if path.is_file() and path.suffix in (".md", ".yaml", ".yml")]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def rules_of(root: Path) -> set[str]:
    return {found.rule for found in check(root, DAY)[1] if not found.is_notice}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_begun_is_valid_but_for_what_is_still_to_be_written(kind, tiny_site):
    before = files(tiny_site)
    written = begin(load(tiny_site), kind, ANSWERS[kind])
    assert rules_of(tiny_site) <= {"to-be-written"}
    after = files(tiny_site)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {name.partition(":")[0] for name in written}
    if kind in PAGES:
        assert len(written) == 3
    for name in written:
        path, _, line = name.partition(":")
        if line:
            assert "id: " in after[path].decode().split("\n")[int(line) - 1]


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_there_stays_and_nothing_is_begun_twice(kind, tiny_site):
    before = files(tiny_site)
    begin(load(tiny_site), kind, ANSWERS[kind])
    after = files(tiny_site)
    for name, text in before.items():
        rows = after[name].decode().split("\n")
        assert [row for row in rows if row in set(text.decode().split("\n"))] != []
        kept = iter(rows)
        assert all(row in kept for row in text.decode().split("\n") if row not in ("", "[]")), name
    with pytest.raises(WrongAnswerError, match="ya existe"):
        begin(load(tiny_site), kind, ANSWERS[kind])
    assert files(tiny_site) == after


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_words_are_text_and_no_more(kind, tiny_site):
    library = load(tiny_site)
    texts = {
        question.key: EVIL for question in questions(kind, library)
        if question.kind in ("text", "long", "list") and question.options is None
        and question.key not in ("id", "slug", "sources", "related", "convenors")
    }  # fmt: skip
    begin(library, kind, ANSWERS[kind] | texts | ({"id": "evil"} if kind not in PAGES else {"slug": "evil"}))
    found = rules_of(tiny_site)
    assert found <= {"to-be-written", "markup-in-text", "citation-outside-text", "too-long"}, found
    assert not list(tiny_site.glob("**/rm*"))


@given(st.dictionaries(st.sampled_from(["es", "en", "x-y"]), st.text(max_size=300), min_size=1))
def test_whatever_is_written_is_read_back(texts):
    texts = {
        key: " ".join("".join(c for c in text if c.isprintable() or c == " ").split()) for key, text in texts.items()
    }
    read = yaml.safe_load(write_mapping({"a": texts, "b": list(texts.values())}) + "\n")
    assert read["a"] == {key: text for key, text in texts.items() if text} or not any(texts.values())
    assert read.get("b") == list(texts.values())


@pytest.mark.parametrize(
    ("key", "answer"),
    [("time", "-3"), ("time", "mucho"), ("dates.start", "2026-02-31"), ("dates.start", "ayer"), ("url", "http://x.org"),
     ("slug", "../../etc/passwd"), ("slug", "Mi Página"), ("sources", "a b"), ("tags", "nada"), ("original", "fr"),
     ("title.es", "x" * 5000), ("ours", "quizás")],
)  # fmt: skip
def test_an_answer_that_cannot_be_written_gets_one_line(key, answer):
    library = load(ROOT)
    asked = {q.key: q for kind in (*PAGES, "organisation") for q in questions(kind, library)}
    with pytest.raises(WrongAnswerError) as told:
        judge(asked[key], answer)
    assert "\n" not in str(told.value) and asked[key].option in str(told.value)


def test_every_question_is_about_something_the_models_know():
    library = load(ROOT)
    models = TYPES | {"organisation": Organisation, "publication": Publication}
    for kind in ("organisation", "publication", *PAGES):
        for question in questions(kind, library):
            field = question.key.partition(".")[0]
            assert field in models[kind].model_fields or field in ("slug", "text", "note"), (kind, question.key)


def test_without_a_terminal_what_is_missing_is_said_in_one_line(tiny_site):
    done = run("fhp.cli", "new", "case", "--original", "es", cwd=tiny_site)
    assert done.returncode == 1
    assert done.stdout.splitlines() == ["falta / missing: --slug"]


def test_a_page_that_is_there_is_never_written_over(tiny_site):
    path = tiny_site / "docs/en/cases/a-pause.md"
    path.parent.mkdir(parents=True)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(WrongAnswerError):
        begin(load(tiny_site), "case", PAGE)
    assert path.read_text(encoding="utf-8") == "mine"
    assert not (tiny_site / "docs/es/cases").exists()


def test_the_terminal_asks_again_after_a_wrong_answer(monkeypatch, capsys):
    library = load(ROOT)
    asked = [question for question in questions("tool", library) if question.key in ("time", "ours")]
    given_answers = iter(["mucho", "", "60", "sí"])
    monkeypatch.setattr("builtins.input", lambda _words: next(given_answers))
    assert ask(asked, {}, "es") == {"time": "60", "ours": "true"}
    assert "un número" in capsys.readouterr().out


def test_a_name_for_an_address_is_made_of_any_title():
    assert slug("¿Una pausa, entre Ñandúes?") == "una-pausa-entre-nandues"


@pytest.mark.parametrize(
    ("sources", "said", "attested"),
    [("", "es", []), ("small-book", "es", ["es"]), ("second-report", "es, en", ["es"]), ("small-book", "en", ["en"])],
)
def test_a_word_is_attested_where_a_source_of_that_language_has_it(sources, said, attested, tiny_site):
    begin(load(tiny_site), "term", ANSWERS["term"] | {"sources": sources, "attested": said})
    (term,) = (term for term in load(tiny_site).glossary if term.term["en"] == "embrace")
    assert [code for code, is_so in term.attested.items() if is_so] == attested
