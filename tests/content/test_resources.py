"""resources.yaml: whatever its bytes, a clear line or a valid library; and the schema that editors' tools read."""

import json
import random
import re
import shutil
from datetime import date
from functools import cache
from pathlib import Path

import jsonschema
import pytest
import yaml
from conftest import ROOT, make_tiny_site, run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fhp.check import check
from fhp.content.languages import load_languages
from fhp.content.library import load_library
from fhp.content.resources import load_resources
from fhp.content.schema import render_schema
from fhp.directory.made_pages import made_pages, render_directory_page
from fhp.directory.open_data import render_csv
from fhp.problems import render

TODAY = date(2026, 11, 21)
REAL = (ROOT / "resources.yaml").read_bytes()
ENTRIES = re.split(rb"(?m)^(?=  - id: )", REAL.partition(b"organisations:\n")[2].partition(b"publications:\n")[0])[1:]
PUBLICATIONS = re.split(rb"(?m)^(?=  - id: )", REAL.partition(b"publications:\n")[2])[1:]
# What editors and attackers paste: each has broken a YAML reader, a date, a page or a terminal somewhere.
NASTY = [
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\r\n",
    b"\t",
    b'"\\ud800"',
    b'"\\0"',
    b"\xe2\x80\xae",
    b"\xe2\x80\xa8",
    b"[a, b]",
    b"{a: b}",
    b"? [a]\n  : b",
    b"&a *a",
    b"*nobody",
    b"&x [*x]",
    b"<<: {id: x}",
    b"<<: *a",
    b"!!python/object:os.system x",
    b"!!binary YQ==",
    b"!!int x",
    b"!!set {a}",
    b"---\n",
    b"...\n",
    b"--- a\n--- b\n",
    b"%YAML 9.9\n",
    b"9" * 5000,
    b"-1",
    b"1e999",
    b"0x10",
    b".inf",
    b"true",
    b"null",
    b"~",
    b"'",
    b'"',
    b"|",
    b">-",
    b"#",
    b": ",
    b"- ",
    b"[" * 500,
    b"- " * 500,
    b"{a: " * 60,
    b"2026-13-40",
    b"0000-00-00",
    b"99999-01-01",
    b"1700000000",
    b"2026-11-21T00:00:00Z",
    b"<script>alert(1)</script>",
    b"javascript:alert(1)",
    b"https://[::1",
    b"http://\xc3\xa1@127.1/?utm_source=x",
    b"{x!r} {0} {}",
    b"${HOME}",
    b"`",
    b"@",
    b"%",
    b"id: twice\n    id: twice",
    b"organisations: 3",
    b"es:",
    b"fr: Bonjour",
    b"\xf0\x9f\x98\x80" * 300,
    b" " * 300,
    b"index",
    b"{}",
    b"[]",
]


def read_as_editors_tools_do(text: str) -> object:
    """YAML 1.2's own types (dates stay texts), as yaml-language-server reads the file."""

    class Loader(yaml.SafeLoader):
        pass

    resolvers = yaml.SafeLoader.yaml_implicit_resolvers
    Loader.yaml_implicit_resolvers = {
        sign: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
        for sign, found in resolvers.items()
    }
    return yaml.load(text, Loader=Loader)


def schema() -> dict:
    return json.loads((ROOT / "data/resources.schema.json").read_text(encoding="utf-8"))


def complaints(text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())
    return [error.message for error in validator.iter_errors(read_as_editors_tools_do(text))]


def test_the_schema_is_in_step_with_the_models_and_the_words():
    written = (ROOT / "data/resources.schema.json").read_text(encoding="utf-8")
    assert written == render_schema(load_languages(ROOT)), "fhp schema"


def test_the_first_line_of_resources_yaml_names_the_schema():
    first = (ROOT / "resources.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=data/resources.schema.json"


def test_the_command_writes_the_schema(tiny_site):
    assert run("fhp.cli", "schema", cwd=tiny_site).returncode == 0
    assert json.loads((tiny_site / "data/resources.schema.json").read_text(encoding="utf-8"))["type"] == "object"


def test_the_real_file_is_valid_by_the_schema():
    jsonschema.Draft202012Validator.check_schema(schema())
    assert complaints(REAL.decode()) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    status: active\n", ""),
        ("help: [urgent-response, digital-security]", "help: [urgent-respons]"),
        ("reach: [global]", "reach: [moon]"),
        ("languages: [es, en]", "languages: [klingon]"),
        ("    summary:\n      es:", "    summary:\n      fr: Bonjour\n      es:"),
        ("how: stored-pages", "how: hearsay"),
        ("    created: 2026-11-21", "    created: yesterday"),
        ("confidence: high", "confidence: total"),
        ("id: access-now-helpline", "id: Access Now"),
        ("urgent: true", "urgente: true"),
        ("    status: active\n", "    status: active\n    check_link: false\n"),
    ],
)
def test_the_schema_finds_what_the_models_find(before, after, tiny_site):
    entry = next(entry for entry in map(bytes.decode, ENTRIES) if before in entry)
    text = f"organisations:\n{entry}publications: []\n"
    broken = text.replace(before, after, 1)
    assert not complaints(text) and complaints(broken)
    (tiny_site / "resources.yaml").write_text(broken, encoding="utf-8")
    assert [found for found in check(tiny_site, TODAY)[1] if found.path == "resources.yaml"]


@cache
def workshop() -> Path:
    """One small library for all examples; each writes its own resources.yaml."""
    import tempfile

    return make_tiny_site(Path(tempfile.mkdtemp(prefix="fhp-resources-")) / "library")


def try_bytes(data: bytes) -> None:
    """Either mistakes, each with a line and words in both languages, or a library; pages can always be made."""
    root = workshop()
    (root / "resources.yaml").write_bytes(data)
    library, problems = check(root, TODAY)
    lines = re.split(rb"\r\n|\r|\n", data)
    for found in problems:
        assert found.line >= 1
        assert found.path != "resources.yaml" or found.line <= len(lines)
        said = render(found)
        assert " / " in said and f"[{found.rule}]" in said and "\n" not in said
        said.encode("utf-8")
    assert library is not None
    for language in library.languages:  # also a draft with mistakes is shown under `make serve`
        render_csv(library.editions[language.code]).encode("utf-8")
        for path in made_pages(library):
            body = render_directory_page(library.editions[language.code], path)
            assert "<script" not in body and "](javascript:" not in body


def file_of(organisations: list[bytes], publications: list[bytes]) -> bytes:
    return b"organisations:\n" + b"".join(organisations) + b"publications:\n" + b"".join(publications)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Some real entries with a few spots cut out, doubled, swapped or overwritten by something nasty."""
    some = draw(st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=3))
    texts = draw(st.lists(st.sampled_from(PUBLICATIONS), max_size=2))
    data = bytearray(file_of(some, texts))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 12)))
        kind = draw(st.sampled_from(["nasty", "value", "cut", "double", "bytes"]))
        if kind == "value":  # a whole value, where the damage goes deepest
            spots = [found.span(1) for found in re.finditer(rb"(?m): ([^\n]+)$", bytes(data))]
            start, end = draw(st.sampled_from(spots)) if spots else (start, end)
        if kind in ("nasty", "value"):
            new = draw(st.sampled_from(NASTY))
        elif kind == "bytes":
            new = draw(st.binary(max_size=8))
        else:
            new = b"" if kind == "cut" else bytes(data[start:end]) * 2
        data[start:end] = new
    return bytes(data)


QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


@pytest.mark.large
@settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=QUIET)
@given(mutated())
def test_any_damage_to_real_entries_gives_clear_lines_or_a_valid_library(data):
    try_bytes(data)


@settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=QUIET)
@given(
    st.one_of(st.binary(max_size=200), st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")))
)
def test_any_bytes_at_all_give_clear_lines_or_a_valid_library(data):
    try_bytes(data)


PLACES = ("id", "name", "help", "created", "sources")


@pytest.mark.parametrize("number", range(len(NASTY)), ids=[ascii(nasty[:20]) for nasty in NASTY])
def test_each_nasty_thing_in_a_place_of_each_kind_by_turns(number):
    entry, nasty = ENTRIES[0].decode(), NASTY[number]
    row = re.search(rf"(?m)^    {PLACES[number % len(PLACES)]}:.*$|^  - id:.*$", entry)
    data = entry.encode().replace(row[0].encode(), row[0].partition(":")[0].encode() + b": " + nasty, 1)
    try_bytes(file_of([data], []))
    try_bytes(nasty)


def test_deep_nesting_is_refused_and_not_followed():
    for deep in (
        b"a:\n" + b"".join(b" " * n + b"a:\n" for n in range(1, 3000)),
        b"- " * 100_000,
        b"[" * 100_000,
        b"? " * 5000,
    ):
        try_bytes(deep)


def test_a_document_that_unfolds_without_end_is_refused():
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    try_bytes("\n".join(lines).encode())


def test_a_text_missing_in_one_language_is_told_and_shown_in_the_other(tiny_site):
    text = (tiny_site / "resources.yaml").read_text(encoding="utf-8")
    text = text.replace("name: {es: Grupo Aliado, en: Allied Group}", "name: {es: Grupo Aliado}")
    text = text.replace("- {note: {es: Su sitio., en: Its site.}", "- {note: {en: Its site.}", 1)
    (tiny_site / "resources.yaml").write_text(text, encoding="utf-8")
    library, problems = load_library(tiny_site, TODAY)
    assert [(found.rule, found.line) for found in problems] == [("missing-language", 3), ("missing-language", 12)]
    assert library.resources.organisations["allied-group"].name["en"] == "Grupo Aliado"


def test_a_thousand_entries_are_read_with_the_line_of_each(tiny_site):
    entry = ENTRIES[0].decode()
    names = [f"organisation-{number:04}" for number in range(1000)]
    shuffled = random.Random(4).sample(names, len(names))
    entries = [entry.replace("id: access-now-helpline", f"id: {name}") for name in sorted(shuffled)]
    (tiny_site / "resources.yaml").write_text(
        "organisations:\n" + "".join(entries) + "publications: []\n", encoding="utf-8"
    )
    language = load_languages(tiny_site)[0]
    resources, problems = load_resources(tiny_site, language.words, ["es", "en"])
    assert not problems and len(resources.organisations) == 1000
    rows = (tiny_site / "resources.yaml").read_text(encoding="utf-8").splitlines()
    assert all(rows[resources.line(name, "id") - 1].strip() == f"- id: {name}" for name in names)


@pytest.fixture(scope="session", autouse=True)
def _clear_the_workshop():
    yield
    if workshop.cache_info().currsize:
        shutil.rmtree(workshop().parent)


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("status: !!python/object:os.system active", "broken-yaml"),
        ("status: &a active\n    limits: *a", "broken-yaml"),
        ("status: active\n    <<: {urgent: true}", "broken-yaml"),
        ("status: active\n    status: paused", "duplicate-key"),
        ('status: "act\\0ive"', "control-character"),
        ("status: active\n---\nstatus: active", "broken-yaml"),
        ("status: active\n    review_every_days: " + "9" * 5000, "wrong-value"),
        ("status: active\n    active_as_of: yesterday", "wrong-form"),
        ("status: active\n    active_as_of: '2024-13'", "wrong-form"),
    ],
)
def test_what_yaml_allows_and_we_do_not_is_named_with_its_line(row, rule, tiny_site):
    text = (tiny_site / "resources.yaml").read_text(encoding="utf-8")
    (tiny_site / "resources.yaml").write_text(text.replace("status: active", row, 1), encoding="utf-8")
    found = [one for one in check(tiny_site, TODAY)[1] if one.path == "resources.yaml" and one.rule == rule]
    assert found and 9 <= found[0].line <= 11


def test_a_number_is_no_date(tiny_site):
    """pydantic alone takes 86400 for seconds since 1970."""
    text = (tiny_site / "resources.yaml").read_text(encoding="utf-8")
    broken = text.replace("created: 2026-11-01", "created: 86400", 1)
    (tiny_site / "resources.yaml").write_text(broken, encoding="utf-8")
    found = [one for one in check(tiny_site, TODAY)[1] if one.path == "resources.yaml"]
    assert [(one.rule, one.line) for one in found] == [("wrong-date", 13)]
