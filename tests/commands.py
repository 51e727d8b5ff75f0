"""Runs commands as processes of their own, without each of them loading the same libraries again.

One process loads what the commands use and then makes a copy of itself for each (`fork`): the copy has its folder, its
environment, its arguments and its exit code, and what it changes in memory ends with it. Where the system knows no
copies (Windows), and where Python itself is to start differently (PYTHONHASHSEED), a command starts from nothing.
"""

import importlib
import json
import os
import runpy
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

COPIED = ("fhp.cli", "mkdocs")  # properdocs puts itself in the place of what is loaded: it starts from nothing
LOADED = (
    "babel.dates", "fhp.check", "jinja2.ext", "markdown.extensions.footnotes", "markdown.extensions.tables",
    "material.extensions.emoji", "mkdocs.commands.build", "mkdocs.contrib.search", "mkdocs_rss_plugin.plugin",
    "mkdocs_static_i18n.plugin", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist",
)  # fmt: skip


def run_alone(arguments: tuple[str, ...], cwd: Path, environment: dict[str, str]) -> tuple[int, str]:
    """A Python module's command from nothing, as an editor runs it: its exit code, and all that it says."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=cwd, env=environment, text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return done.returncode, done.stdout


class Copies:
    """The process that copies itself, started with the first command."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def run(self, arguments: tuple[str, ...], cwd: Path, environment: dict[str, str]) -> tuple[int, str]:
        """The same as `run_alone`, for an environment that is the same in all that Python reads when it starts."""
        if not self._process:
            whole = environment | {"PATH": os.environ["PATH"]}  # the first command may be one without any
            self._process = subprocess.Popen(
                [sys.executable, __file__], env=whole, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        with tempfile.NamedTemporaryFile("r", encoding="utf-8") as said:
            asked = {"arguments": arguments, "cwd": str(cwd), "environment": environment, "said": said.name}
            assert self._process.stdin and self._process.stdout
            print(json.dumps(asked), file=self._process.stdin, flush=True)
            return int(self._process.stdout.readline()), said.read()

    def close(self) -> None:
        if self._process:
            self._process.communicate()


def _serve() -> None:
    """Reads what to run, a line each; answers with the exit code."""
    for name in LOADED:
        importlib.import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _become(**json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _become(arguments: list[str], cwd: str, environment: dict[str, str], said: str) -> None:
    """This copy becomes the command, and ends with it."""
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    out = os.open(said, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(out, stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.path[0] = cwd
    sys.argv = list(arguments)
    code: object = 0
    try:
        runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code
    except BaseException:
        traceback.print_exc()
        code = 1
    if isinstance(code, str):
        print(code, file=sys.stderr)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    _serve()
