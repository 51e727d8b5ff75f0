"""Desk commands: `fhp new`, `move`, `retire` and `withdraw`, from what is typed to what is said at the end."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from fhp.check import check, print_problems
from fhp.content.library import Library, load_library
from fhp.content.settings import read_settings
from fhp.desk.begin import begin
from fhp.desk.issue_forms import read_body, read_issue, write_forms
from fhp.desk.moving import mentions, move, retire, withdraw
from fhp.desk.questions import KINDS, MANY, PAGES, Answers, Question, WrongAnswerError, judge, questions

NEXT = {
    "es": "Ahora: escribe lo que dice POR ESCRIBIR, y ejecuta fhp check hasta que no quede nada.",
    "en": "Now: write what it says is TO BE WRITTEN, and run fhp check until nothing is left.",
}
PAIR = {
    "es": "Si no sabes la otra lengua, borra su archivo: la página se mostrará con un aviso de que falta.",
    "en": "If you do not know the other language, delete its file: the page is shown with a notice.",
}
SKIP = {"es": "(Enter: no lo sé)", "en": "(Enter: I do not know)"}
SEVERAL = {"es": "varias, con comas", "en": "several, with commas"}
YES_NO = {"es": "sí, no", "en": "yes, no"}
HELP = {
    "new": "empieza una entrada o una página / begins an entry or a page",
    "forms": "renueva los formularios / renews the forms in .github/ISSUE_TEMPLATE",
    "move": "cambia el camino de una página / gives a page another path",
    "retire": "deja un aviso en lugar de una página / puts a notice in the place of a page",
    "withdraw": "saca una organización del directorio / takes an organisation out of the directory",
}
STILL = "todavía enlaza, decide si se queda / still links to it, decide whether that stays"


def add_desk(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands of this room; `fhp new` takes a flag for each question, and asks the rest."""
    add = commands.add_parser("new", help=HELP["new"], description=HELP["new"])
    add.set_defaults(run=_new)
    add.add_argument("kind", nargs="?", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    add.add_argument("--from-issue", type=Path, metavar="FILE", help="lo que dice un formulario / what a form says")
    add.add_argument(
        "--language", choices=("es", "en"), default="es", help="en qué lengua se pregunta / of the questions"
    )
    add.add_argument(
        "answers", nargs=argparse.REMAINDER, metavar="--KEY VALUE", help="una por pregunta / one a question"
    )
    _add(commands, "forms", _forms)
    add = _add(commands, "move", _move)
    add.add_argument("old", metavar="OLD", help="cases/old-name.md")
    add.add_argument("new", metavar="NEW", help="cases/new-name.md")
    add = _add(commands, "retire", _retire)
    add.add_argument("path", metavar="PATH", help="cases/name.md")
    _add_texts(add, "reason", "para quien llegue / for whoever arrives")
    add = _add(commands, "withdraw", _withdraw)
    add.add_argument("id", metavar="ID", help="id en / in resources.yaml")
    _add_texts(add, "reason", "para quien llegue / for whoever arrives")
    _add_texts(add, "name", "en lugar de su nombre, si el nombre daña / instead of its name, if the name may harm")


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    add = commands.add_parser(name, help=HELP[name], description=HELP[name])
    add.set_defaults(run=run)
    return add


def _add_texts(add: argparse.ArgumentParser, key: str, words: str) -> None:
    for code in ("es", "en"):
        add.add_argument(f"--{key}-{code}", dest=f"{key}.{code}", default="", metavar="TEXT", help=words)


def _texts(options: argparse.Namespace, key: str) -> dict[str, str]:
    """What was typed for `--<key>-<language>`."""
    return {name.partition(".")[2]: text for name, text in vars(options).items() if name.startswith(f"{key}.")}


def _forms(_options: argparse.Namespace) -> int:
    library = _library()
    if library:
        write_forms(Path(), library)
    return 0 if library else 1


def _move(options: argparse.Namespace) -> int:
    old, new = (path.removeprefix("docs/es/").removeprefix("docs/en/") for path in (options.old, options.new))
    return _change(lambda library: move(library, old, new))


def _retire(options: argparse.Namespace) -> int:
    path = options.path.removeprefix("docs/es/").removeprefix("docs/en/")
    return _change(lambda library: retire(library, path, _texts(options, "reason")))


def _withdraw(options: argparse.Namespace) -> int:
    names, reasons = _texts(options, "name"), _texts(options, "reason")
    code = _change(lambda library: withdraw(library, options.id, names, reasons))
    library = _library() if code == 0 else None
    for place in mentions(library, options.id) if library else []:
        print(f"{place}: {STILL}")
    return code


def _change(work: Callable[[Library], list[str]]) -> int:
    """Does the work, says which files changed and what the check says of them now."""
    library = _library()
    if library is None:
        return 1
    try:
        written = work(library)
    except WrongAnswerError as error:
        print(error, file=sys.stderr)
        return 1
    _report(written)
    return 0


def _library() -> Library | None:
    """The library, where mkdocs.yml and the words can be read at all; otherwise why not, printed."""
    missing = [name for name in ("mkdocs.yml", "docs", "data/words") if not Path(name).exists()]
    settings = None if missing else read_settings(Path())[0]
    if settings is None:
        print_problems(check(Path())[1])
        return None
    return load_library(Path(), settings=settings)[0]


def _new(options: argparse.Namespace) -> int:
    library = _library()
    if library is None:
        return 1
    try:
        if options.from_issue:
            kind, answers = read_issue(read_body(options.from_issue), library)
            return finish(begin(library, kind, answers), kind, options.language)
        if options.kind is None:
            raise WrongAnswerError(f"fhp new {'|'.join(KINDS)}")
        asked = questions(options.kind, library)
        answers = _flags(options.kind, asked, options.answers)
        if sys.stdin.isatty() and sys.stdout.isatty():
            answers = ask(asked, answers, options.language)
        return finish(begin(library, options.kind, answers), options.kind, options.language)
    except WrongAnswerError as error:
        print(error, file=sys.stderr)
        return 1
    except (EOFError, KeyboardInterrupt):
        print("\nnada escrito / nothing written", file=sys.stderr)
        return 1


def _flags(kind: str, asked: list[Question], arguments: list[str]) -> Answers:
    """What the command line answers already; argparse stops at a flag that is none."""
    parser = argparse.ArgumentParser(prog=f"fhp new {kind}", allow_abbrev=False)
    for question in asked:
        options = f" ({', '.join(question.options)})" if question.options else ""
        parser.add_argument(question.option, dest=question.key, default="", metavar="TEXT",
                            help=(question.both + options).replace("%", "%%"))  # fmt: skip
    return {key: value for key, value in vars(parser.parse_args(arguments)).items() if value}


def ask(asked: list[Question], answers: Answers, language: str) -> Answers:
    """Asks on the terminal what is not answered yet, again where an answer cannot be written."""
    answers = dict(answers)
    for question in asked:
        while question.key not in answers:
            answer = input(_words(question, language))
            try:
                answers[question.key] = judge(question, answer)
            except WrongAnswerError as error:
                print(error)
                continue
            if question.must and not answers[question.key]:
                del answers[question.key]
    return answers


def _words(question: Question, language: str) -> str:
    text = question.en if language == "en" else question.es
    rows = [f"  {value}: {meaning}" for value, meaning in (question.options or {}).items()]
    hints = [SEVERAL[language]] if question.kind in MANY else [YES_NO[language]] if question.kind == "yes" else []
    hints += [] if question.must else [SKIP[language].strip("()")]
    end = f" ({'; '.join(hints)})" if hints else ""
    return "\n".join([*rows, f"{text}{end}: "])


def finish(written: list[str], kind: str, language: str) -> int:
    """Says what was written, what the check says of it, and what comes next."""
    _report(written)
    print(NEXT[language])
    if kind in PAGES:
        print(PAIR[language])
    return 0


def _report(written: list[str]) -> None:
    for name in written:
        print(name)
    files = {name.partition(":")[0] for name in written}
    _, problems = check(Path())
    print_problems(found for found in problems if found.path in files and not found.is_notice)
