"""The sheet: what CSS can say stays whole or is refused by its line, and a page carries only what it answers to."""

import pytest

from fhp.finish.style import StyleError, parse_style, style_for

PAGE = '<body class="wide"><p class="x z"><a>x</a></p><ul><li>y</li></ul><svg><linearGradient></svg>'


def style(css: str) -> str:
    return style_for(PAGE, parse_style(css))


@pytest.mark.parametrize(
    ("css", "shown"),
    [
        ("a { b: c; d: e; }", "a{b:c;d:e}"),
        ("a , .none , .x > a { b: c }", "a,.x>a{b:c}"),
        ("table { b: c } .none a { b: c } P.x { b: c }", "P.x{b:c}"),
        ("a /* one */ /* two */ .x::after { content: \" /* no */ } \" ; }", 'a .x::after{content:" /* no */ } "}'),
        (".x { background: url( a.png ) ; width: calc(1px + 2em) !important }",
         ".x{background:url(a.png);width:calc(1px + 2em)!important}"),
        ("li:nth-child(2n + 1):not(.none) { b: c }", "li:nth-child(2n + 1):not(.none){b:c}"),
        ("[type = search] ~ a { b: c }", "[type = search]~a{b:c}"),
        ("linearGradient { b: c }", "linearGradient{b:c}"),
        ("a { --own: { b: c }; d: e }", "a{--own:{b: c};d:e}"),
    ],
)  # fmt: skip
def test_a_rule_loses_spaces_comments_and_what_the_page_lacks(css, shown):
    assert style(css) == shown


@pytest.mark.parametrize(
    ("css", "shown"),
    [
        (":is(a, .none) > p { b: c }", ":is(a,.none)>p{b:c}"),
        (":is(table, .none) > p, li { b: c }", "li{b:c}"),
        ("p:where(.x, .none) { b: c }", "p:where(.x,.none){b:c}"),
        ("p:is(.none) { b: c }", ""),
        ("p:is(:not(.none), table) { b: c }", "p:is(:not(.none),table){b:c}"),
        ("ul:has(> li) { b: c } ul:has(table, .none) { b: c }", "ul:has(> li){b:c}"),
    ],
)
def test_of_the_choices_in_parentheses_one_is_enough(css, shown):
    assert style(css) == shown


@pytest.mark.parametrize(
    ("css", "shown"),
    [
        ("@media print { a, .none { b: c } .none { b: c } }", "@media print{a{b:c}}"),
        ("@media (min-width: 62em) and (hover : none), print { a { b: c } }",
         "@media (min-width:62em) and (hover:none),print{a{b:c}}"),
        ("@media print { .none { b: c } } li { b: c }", "li{b:c}"),
        ("@supports (display: grid) and (not (d: e)) { a { b: c } table { b: c } }",
         "@supports (display:grid) and (not (d:e)){a{b:c}}"),
        ("@supports selector(a :focus) { a { b: c } }", "@supports selector(a :focus){a{b:c}}"),
        ("@supports (d: e) { @media print { table { b: c } a { b: c } } li { b: c } }",
         "@supports (d:e){@media print{a{b:c}}li{b:c}}"),
        ("@media print { @supports (d: e) { @media (f: g) { .none { b: c } } } }", ""),
    ],
)  # fmt: skip
def test_rules_under_a_condition_stay_under_it_however_deep(css, shown):
    assert style(css) == shown


@pytest.mark.parametrize(
    ("css", "shown"),
    [
        ("@page { size: A4; margin: 1cm }", "@page{size:A4;margin:1cm}"),
        ("@page :first { margin: 1cm; @top-left { content: 'x' } }", '@page :first{margin:1cm;@top-left{content:"x"}}'),
        ("@font-face { font-family: X; src: url(x.woff2) format('woff2'), local('Y Z') }",
         '@font-face{font-family:X;src:url(x.woff2) format("woff2"),local("Y Z")}'),
        ("@keyframes x { 0%, 50% { b: c } to { b: d } }", "@keyframes x{0%,50%{b:c}to{b:d}}"),
        ("@media print { @page { margin: 0 } .none { b: c } }", "@media print{@page{margin:0}}"),
    ],
)  # fmt: skip
def test_what_no_element_answers_to_is_on_every_page_whole(css, shown):
    assert style(css) == shown


@pytest.mark.parametrize(
    ("css", "line", "what"),
    [
        ("a { b: c }\n@import 'x.css';", 2, "@import"),
        ("@layer base {\n a { b: c } }", 1, "@layer base"),
        ("@container (min-width: 9em) { a { b: c } }", 1, "@container"),
        ("a {\n b: c;\n &:hover { b: d } }", 3, "&:hover"),
        ("a {\n color: red\n b { color: blue } }", 2, "color: red"),
        ("a { b }", 1, ""),
        ("a { b: c }\n} li { b: c }", 2, ""),
        ("a { b: c }\n\nli", 3, ""),
        ("@media print {\n li }", 2, ""),
    ],
)
def test_what_is_not_understood_is_told_with_its_line(css, line, what):
    with pytest.raises(StyleError) as told:
        style(css)
    assert str(told.value).startswith(f"{line}: no se entiende / not understood: {what}")
