"""Tells the theme where the reader is."""

import posixpath

from fhp.directory import find_directory_page
from fhp.letter_pages import find_letter_page
from fhp.navigation import find_reading, find_sections


def on_page_context(context, page, config, nav):
    library = config.extra["library"]
    language = library.language(config.plugins["i18n"].current_language)
    path = page.file.src_uri.partition("/")[2]
    made = find_directory_page(library, language, path) or find_letter_page(library, language, path)
    written = made or library.page(language.code, page.meta.get("id", ""))
    context["language"] = language
    context["languages"] = library.languages
    context["reading"] = find_reading(library, language, written) if written else None
    here = page.url

    def address(target, code=None):
        """The relative address of a path ('news/index.md') in a language, from the page being read."""
        prefix = library.language(code or language.code).prefix
        stem = target.removesuffix(".md").removesuffix("index") if target.endswith("index.md") else target[:-3] + "/"
        return posixpath.relpath("/" + prefix + stem, "/" + here).rstrip("/") + "/"

    context["address"] = address
    context["path"] = path
    context["sections"] = find_sections(library, language, path)
    return context
