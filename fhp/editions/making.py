"""Names: what an edition is called, on the outside and in its own head, plainly or discreetly."""

from __future__ import annotations

from dataclasses import dataclass

from fhp.content.library import Edition

NUMBERS = {"help": 1, "tools": 2, "brief": 3, "lists": 4}  # what a discreet file is called instead


@dataclass(frozen=True)
class Making:
    """One language's editions as they are to be made: `discreet` leaves the subject out of names and titles."""

    edition: Edition
    discreet: bool = False

    def word(self, key: str) -> str:
        """A word of the editions."""
        return self.edition.word("editions", key)

    @property
    def code(self) -> str:
        """The language's code."""
        return self.edition.code

    @property
    def title(self) -> str:
        """What stands in the window, in the list of books and in the file itself."""
        return self.word("discreet-title") if self.discreet else self.word("title")

    @property
    def day(self) -> str:
        """The library's date, as the language writes it: the only time that an edition tells."""
        return self.edition.language.day(self.edition.today)

    def file(self, kind: str) -> str:
        """The name of a file without its ending: 'biblioteca-PIF-apoyo', discreetly 'notas-1'."""
        stem = self.word("discreet-file" if self.discreet else "file")
        if kind == "whole":
            return stem
        return f"{stem}-{NUMBERS[kind] if self.discreet else self.word(f'file-{kind}')}"

    @property
    def home(self) -> str:
        """Where newer editions are: the address of the site in this language."""
        return self.edition.library.settings.site_url + self.edition.prefix

    @property
    def dated(self) -> str:
        """'Edición del 25 de noviembre de 2026. …', without the address of the newer ones."""
        return self.word("dated").format(date=self.day)
