"""The `fhp` command: what editors and the Makefile call. Run it at the root of the repository."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

from fhp.check import check, print_problems
from fhp.content.languages import load_languages
from fhp.content.library import Library, build_day, load_library
from fhp.content.schema import write_schema
from fhp.desk.commands import add_desk
from fhp.desk.translating import add_translations
from fhp.finish.weight import check_weights, render_table, weigh_site
from fhp.link_commands import STATE, check_links, explain_link
from fhp.messages_page import write_messages
from fhp.rules.authors import advise_authors
from fhp.rules.names import withhold
from fhp.rules.releases import release
from fhp.rules.spelling import WORD, MissingSpellerError, accept_word, check_spelling
from fhp.rules.truth import confirm_quotations, find_quotations

COUNTED = "{errors} error(es), {notices} aviso(s) / {errors} error(s), {notices} notice(s)"
SPELLER = "Debian: apt-get install hunspell hunspell-es hunspell-en-gb"


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    code: int = options.run(options)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fhp", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add = commands.add_parser("check", help="revisa lo escrito / checks what was written")
    add.add_argument("--notices", action="store_true", help="también los avisos / notices too")
    add.add_argument(
        "--authors", metavar="BASE", help="qué dicen de ti los cambios desde BASE / what commits tell of you"
    )
    add.set_defaults(run=_check)
    add_translations(commands)
    add = commands.add_parser("weight", help="lo que pesa cada página / what each page weighs")
    add.set_defaults(run=_weight)
    add = commands.add_parser("schema", help="renueva el esquema de resources.yaml / renews its schema")
    add.set_defaults(run=_schema)
    add = commands.add_parser("messages", help="renueva MESSAGES.md / renews MESSAGES.md")
    add.set_defaults(run=_messages)
    add = commands.add_parser("spelling", help="ortografía de todos los textos / spelling of every text")
    add.add_argument("--accept", nargs="+", metavar="WORD", help="esta palabra está bien / this word is right")
    add.add_argument("--language", metavar="CODE", help="su lengua / its language: es, en")
    add.set_defaults(run=_spelling)
    add = commands.add_parser("quotations", help="palabras entre comillas por confirmar / quotations to confirm")
    add.add_argument("--accept", action="store_true", help="todas son de su fuente / all are their source's")
    add.set_defaults(run=_quotations)
    add = commands.add_parser("withhold", help="nombres que no deben aparecer, uno por línea / names not to appear")
    add.set_defaults(run=_withhold)
    add = commands.add_parser("release", help="anota lo publicado / records what is published")
    add.set_defaults(run=_release)
    add = commands.add_parser("editions", help="la biblioteca para llevar, a partir de site/ / to take along")
    add.add_argument("--discreet", action="store_true", help="nombre y título neutros / neutral name and title")
    add.add_argument("--site", type=Path, default=Path("site"), metavar="FOLDER", help="lo construido (%(default)s)")
    add.set_defaults(run=_editions)
    add_desk(commands)
    _add_links(commands)
    return parser


def _add_links(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    add = commands.add_parser("check-links", help="pregunta a los enlaces de fuera / asks the links that lead out")
    add.set_defaults(run=check_links)
    add.add_argument("--input", type=Path, metavar="FILE", help="una dirección por línea o CSV url,name,aliases")
    add.add_argument("--once", action="store_true", help="sin memoria / today's finding stands alone")
    add.add_argument("--json", type=Path, metavar="FILE", help="el resultado para programas / for programs")
    add.add_argument("--issue", type=Path, metavar="FILE", help="la lista de pendientes, en Markdown / things to do")
    add.add_argument("--keep", metavar="BRANCH", help="guarda la memoria en esa rama / keeps the memory on that branch")
    add.add_argument("--fix", action="store_true", help="escribe las direcciones nuevas / writes moved addresses")
    add.add_argument("--fail-on", choices=["dead"], help="sale con 2 / exits with 2")
    add.add_argument("--ttl", type=int, default=1, metavar="DAYS", help="días que vale lo averiguado (%(default)s)")
    add.add_argument("--state", type=Path, default=Path(STATE), metavar="FILE", help="la memoria (%(default)s)")
    _add_asking(add)
    add = commands.add_parser("explain-link", help="qué se sabe de un enlace / what is known of a link")
    add.set_defaults(run=explain_link)
    add.add_argument("url")
    add.add_argument("--name", action="append", default=[], help="nombre de su dueña / its owner's name")
    add.add_argument("--seen", action="store_true", help="anota que una persona lo miró hoy / a person looked today")
    add.add_argument("--ttl", type=int, default=6, metavar="DAYS", help="como en check-links / as there (%(default)s)")
    add.add_argument("--state", type=Path, default=Path(STATE), metavar="FILE")
    _add_asking(add)


def _add_asking(add: argparse.ArgumentParser) -> None:
    add.add_argument("--today", type=datetime.date.fromisoformat, default=build_day(), metavar="DATE")
    add.add_argument("--pause", type=float, default=1.0, metavar="SECONDS", help="entre dos visitas a un sitio (1)")
    add.add_argument("--deadline", type=float, default=75.0, metavar="SECONDS", help="por enlace / per link (75)")
    add.add_argument("--public-net", action="append", default=[], metavar="CIDR", help="cuenta como pública")


def _check(options: argparse.Namespace) -> int:
    if options.authors:
        return _authors(options.authors)
    _, problems = check(Path())
    errors = print_problems(found for found in problems if options.notices or not found.is_notice)
    print(COUNTED.format(errors=errors, notices=len(problems) - errors))
    return 1 if errors else 0


def _authors(base: str) -> int:
    """Advice only: the exit code is 1 just where there is no such base."""
    try:
        for line in advise_authors(Path(), base):
            print(line)
    except ValueError as error:
        print(f"git: {error}: no está / not found", file=sys.stderr)
        return 1
    return 0


def _quotations(options: argparse.Namespace) -> int:
    library, _ = load_library(Path())
    if options.accept:
        print(confirm_quotations(library))
        return 0
    for name, line, words in find_quotations(library):
        print(f"{name}:{line}: {words}")
    return 0


def _withhold(_options: argparse.Namespace) -> int:
    """Names come by the keyboard and not as arguments, which a shell keeps in its history."""
    print(withhold(Path(), sys.stdin))
    return 0


def _weight(_options: argparse.Namespace) -> int:
    weights = weigh_site(Path("site"))
    print(render_table(weights))
    return 1 if print_problems(check_weights(weights)) else 0


def _schema(_options: argparse.Namespace) -> int:
    write_schema(Path(), load_languages(Path()))
    return 0


def _messages(_options: argparse.Namespace) -> int:
    write_messages(Path())
    return 0


def _editions(options: argparse.Namespace) -> int:
    try:
        from fhp.editions.make import FOLDER, make_editions  # only who makes them needs what they stand on
    except ModuleNotFoundError as error:
        print(f"falta / missing: {error.name}: make editions", file=sys.stderr)
        return 1
    library, problems = load_library(Path())
    if print_problems(found for found in problems if not found.is_notice):
        return 1
    if not (options.site / "index.html").is_file():
        print(f"falta / missing: {options.site}/: make build", file=sys.stderr)
        return 1
    for name, size in make_editions(library, options.site, options.site / FOLDER, options.discreet):
        print(f"{size:9}  {name}")
    return 0


def _spelling(options: argparse.Namespace) -> int:
    library, _ = load_library(Path())
    if options.accept:
        return _accept_words(options.accept, options.language, library)
    try:
        wrong = print_problems(check_spelling(library))
    except MissingSpellerError as error:
        print(f"falta / missing: {error} ({SPELLER})", file=sys.stderr)
        return 1
    if wrong:
        print("¿Está bien escrita? / Is it right? fhp spelling --accept WORD --language CODE")
    return 1 if wrong else 0


def _accept_words(words: list[str], code: str | None, library: Library) -> int:
    codes = [language.code for language in library.languages]
    strange = [word for word in words if not WORD.fullmatch(word)]
    if code not in codes or strange:
        asked = f"no es una palabra / not a word: {strange[0]}" if strange else f"--language: {', '.join(codes)}"
        print(asked, file=sys.stderr)
        return 1
    for word in words:
        accept_word(library.root, str(code), word)
    return 0


def _release(_options: argparse.Namespace) -> int:
    library, problems = check(Path())
    if print_problems(found for found in problems if not found.is_notice) or library is None:
        return 1
    for added in release(library):
        print(added)
    return 0


if __name__ == "__main__":
    sys.exit(main())
