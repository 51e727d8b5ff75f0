"""Authors: what the commits of a proposal tell of whoever wrote them. Advice, never a reason to stop."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

PRIVATE = re.compile(r"@users\.noreply\.github\.com$|^noreply@|\.invalid$|@localhost$", re.IGNORECASE)
FORMAT = "%h%x00%ae%x00%ce%x00%ai"
MAIL = "{commit}: el cambio lleva un correo a la vista / the commit shows an e-mail address. {advice}"
ZONE = "{commit}: el cambio dice tu zona horaria / the commit tells your time zone. {advice}"
MAIL_ADVICE = (
    "GitHub: Settings → Emails → Keep my email addresses private; git config user.email …@users.noreply.github.com"
)
ZONE_ADVICE = "TZ=UTC git commit"


def advise_authors(root: Path, base: str) -> Iterator[str]:
    """A line for each commit since `base` that shows an address or a time zone; ValueError for a base unknown to git.

    The address itself is not repeated: what is printed here is public.
    """
    command = ["git", "-C", str(root), "log", f"--format={FORMAT}", "--end-of-options", f"{base}..HEAD"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise ValueError(base)
    for row in run.stdout.splitlines():
        commit, author, committer, day = row.split("\0")
        if not (PRIVATE.search(author) and PRIVATE.search(committer)):
            yield MAIL.format(commit=commit, advice=MAIL_ADVICE)
        if not day.endswith("+0000"):
            yield ZONE.format(commit=commit, advice=ZONE_ADVICE)
