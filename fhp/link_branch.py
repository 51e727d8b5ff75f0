"""The links' memory on a branch of its own: where a daily run keeps what it found, whatever happens to main.

Nothing in the working copy is touched but the state file itself: commits are made from the file alone, so it is the
same on main, on a tag or with half-written pages. Called by `fhp check-links --keep`, and before a publication, when
nothing is installed yet, as `python -m fhp.link_branch BRANCH`; so what it needs beyond Python is imported late.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from fhp.link_checker.whole_file import replace_whole

FILE = "data/links.json"
REMOTE = "origin"
TRIES = 6
ABOUT = """# Memoria de los enlaces / Memory of the links

La escribe `fhp check-links`; no hace falta tocarla. / Written by `fhp check-links`; there is no need to touch it.
"""
WHO = ("-c", "user.name=enlaces", "-c", "user.email=noreply@github.com", "-c", "commit.gpgsign=false")
WHAT = "Lo que se sabe de los enlaces / what is known of the links"


class BranchError(Exception):
    """The branch could not be read or written, and why, as git says it."""


def bring(root: Path, branch: str) -> bool:
    """Puts what the branch knows into the state file, with what the file knows; False where there is no branch yet."""
    tip = find_tip(root, branch)
    theirs = read_state(root, tip)
    if theirs is None:
        return False
    path = root / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_whole(path, _together(path, theirs, branch) if path.exists() else theirs)
    return True


def keep(root: Path, branch: str) -> bool:
    """Puts the state file on the branch, with what others put there meanwhile; False where that is nothing new."""
    complaint = ""
    for attempt in range(TRIES):
        time.sleep(attempt * random.random())
        tip = find_tip(root, branch)
        theirs = read_state(root, tip)
        text = _together(root / FILE, theirs, branch)
        if text == theirs:
            return False
        done = git(root, "push", "--quiet", REMOTE, f"{commit(root, text, tip)}:refs/heads/{branch}")
        if done.returncode == 0:
            return True
        complaint = last_line(done.stderr)
        if find_tip(root, branch) == tip and attempt > 1:
            break  # nobody was quicker: it is refused
    raise BranchError(f"{branch}: no se pudo guardar / could not be kept ({complaint})")


def _together(path: Path, theirs: str | None, branch: str) -> str:
    """Both memories as one text; raises StateError where one of them cannot be read."""
    from fhp.link_checker.state_file import load, parse, render

    ours = load(path)
    return render(ours if theirs is None else parse(theirs, Path(f"{branch}:{FILE}")).merged(ours))


def find_tip(root: Path, branch: str) -> str:
    """The commit at the end of the branch, there where it is shared; '' where there is none yet."""
    done = git(root, "ls-remote", "--exit-code", REMOTE, f"refs/heads/{branch}")
    if done.returncode == 2:  # git's word for "no such branch"
        return ""
    if done.returncode:
        raise BranchError(f"{branch}: no se pudo leer / could not be read ({last_line(done.stderr)})")
    tip = done.stdout.split()[0]
    if git(root, "cat-file", "-e", f"{tip}^{{commit}}").returncode:
        must(root, "fetch", "--quiet", "--no-tags", REMOTE, f"refs/heads/{branch}")
    return tip


def read_state(root: Path, tip: str) -> str | None:
    """The state file as that commit holds it; None where it holds none."""
    if not tip:
        return None
    done = git(root, "show", f"{tip}:{FILE}")
    return done.stdout if done.returncode == 0 else None


def commit(root: Path, text: str, parent: str) -> str:
    """A commit of the state file alone, after `parent`; no branch, index or file of the working copy changes."""
    state = must(root, "hash-object", "-w", "--stdin", given=text)
    about = must(root, "hash-object", "-w", "--stdin", given=ABOUT)
    folder, name = FILE.split("/")
    inner = must(root, "mktree", given=f"100644 blob {state}\t{name}\n")
    outer = must(root, "mktree", given=f"100644 blob {about}\tREADME.md\n040000 tree {inner}\t{folder}\n")
    return must(root, *WHO, "commit-tree", outer, *(["-p", parent] if parent else []), "-m", WHAT)


def must(root: Path, *arguments: str, given: str | None = None) -> str:
    done = git(root, *arguments, given=given)
    if done.returncode:
        raise BranchError(f"git {arguments[0]}: {last_line(done.stderr)}")
    return done.stdout.strip()


def git(root: Path, *arguments: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", *arguments], cwd=root, input=given, capture_output=True, text=True, encoding="utf-8", check=False
    )


def last_line(text: str) -> str:
    """What git complained of last, on one line."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("hint:")]
    told = next((line for line in lines if "declined" in line or "rejected" in line or line.startswith("fatal")), "")
    return told or (lines[-1] if lines else "git")


def main(arguments: list[str]) -> int:
    """Brings the memory of one branch; a branch that does not exist yet is no fault, one that cannot be read is."""
    try:
        found = bring(Path(), arguments[0])
    except (BranchError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    print(FILE if found else f"{arguments[0]}: todavía no existe / does not exist yet")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
