"""*En breve*: the short texts of all pages in one plain file, ready for messages and for radio."""

from __future__ import annotations

from fhp.editions.making import Making


def make_briefs(making: Making) -> dict[str, bytes]:
    """Maps the file's name to what it holds: each title, and below it the text as its editor wrote it."""
    found = [page for page in making.edition.standing if page.meta.brief_text and page.language == making.code]
    if not found:
        return {}
    parts = [f"{making.title}\n{making.dated}\n{making.word('newer')} {making.home}"]
    for page in found:
        brief = " ".join(page.meta.brief_text.split())
        parts.append(f"{page.meta.title.upper()}\n\n{brief}\n\n{making.home}{page.url}")
    parts.append(making.edition.word("ui", "licence"))
    return {f"{making.file('brief')}.txt": ("\n\n* * *\n\n".join(parts) + "\n").encode()}
