"""Messages page: what each message means and looks like, MESSAGES.md, for whoever meets a code and wants more.

Written by `fhp messages` from messages.yaml and from the example in tests/rules/cases/<code>/.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fhp.problems import messages

FILE = "MESSAGES.md"
CASES = "tests/rules/cases"
HEAD = """\
# Los mensajes / The messages

*La escribe `fhp messages`; se cambia en `fhp/messages.yaml`. / Written by `fhp messages`; it is changed in \
`fhp/messages.yaml`.*

Cada mensaje es una línea: `archivo:línea: qué pasa / what is wrong [código]. Cómo se arregla / How to mend it.` La \
línea es la que muestra tu editor, contando la cabecera. Salen todos a la vez, y cada uno una sola vez. Los avisos no \
detienen nada. Busca aquí el código que va entre corchetes.

Each message is one line: `file:line: qué pasa / what is wrong [code]. Cómo se arregla / How to mend it.` The line is \
the one your editor shows, front matter included. All of them come at once, and each only once. Notices stop nothing. \
Look here for the code in square brackets.
"""


def render_messages(root: Path) -> str:
    """The page in Markdown, a section for each code, in the order of the alphabet."""
    codes = sorted(code for code in messages() if code != "did-you-mean")
    return "\n".join([HEAD, *(part for code in codes for part in _section(root, code))])


def _section(root: Path, code: str) -> Iterator[str]:
    message = messages()[code]
    yield f"## `{code}`\n"
    if message.get("severity") == "notice":
        yield "Aviso / Notice.\n"
    yield f"```text\n{_example(root, code) or _pattern(code)}\n```\n"
    if "why" in message:
        yield "\n\n".join(message["why"].values()) + "\n"


def _example(root: Path, code: str) -> str:
    """What is said of the case that stands for the rule."""
    case = root / CASES / code / "expected.txt"
    lines = case.read_text(encoding="utf-8").splitlines() if case.exists() else []
    return next((line for line in lines if f"[{code}]" in line), "")


def _pattern(code: str) -> str:
    """The words of a rule that no single file can break."""
    message = messages()[code]
    return f"{message['es']} / {message['en']} [{code}]. {message['mend']['es']} / {message['mend']['en']}"


def write_messages(root: Path) -> None:
    """Puts the page at the root of the repository."""
    (root / FILE).write_text(render_messages(root), encoding="utf-8")
