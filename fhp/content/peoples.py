"""Peoples: languages with codes of three letters (quc, nah, tzo), or regions in digits (es-419), in the i18n plugin.

It knows those of two letters only (mkdocs_static_i18n/config.py, RE_LOCALE), and asks babel, which knows few languages
of the Americas, for what we take from data/words/. Named in `markdown_extensions:` of mkdocs.yml, because the host
reads those before its plugins; to Markdown it adds nothing, and without a host it does nothing.
"""

from __future__ import annotations

import importlib
import re
import sys
from typing import Any

from babel import Locale, UnknownLocaleError
from markdown import Extension, Markdown

from fhp.content.settings import LOCALE

PLUGIN = "mkdocs_static_i18n"


class _Localization:
    """What the plugin asks of its host about a language, with an answer for every one; no template of ours uses it."""

    @staticmethod
    def parse_locale(code: str) -> Locale:
        """Babel's locale, and English where babel has none."""
        try:
            return Locale.parse(code.replace("-", "_"))
        except (ValueError, UnknownLocaleError):
            return Locale("en")


class _Nothing(Extension):
    def extendMarkdown(self, _md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Changes nothing of Markdown."""


def makeExtension(**_: Any) -> Extension:  # noqa: N802 - the name that Markdown looks for
    """An extension of nothing; where the plugin can be loaded into a host, it learns of all languages."""
    if any(host in sys.modules for host in ("mkdocs", "properdocs")):
        modules: list[Any] = [
            importlib.import_module(f"{PLUGIN}.{name}") for name in ("config", "folder", "reconfigure")
        ]
        config, folder, reconfigure = modules
        config.RE_LOCALE = folder.RE_LOCALE = re.compile(rf"^(?:{LOCALE})$")
        reconfigure.localization = _Localization
    return _Nothing()
