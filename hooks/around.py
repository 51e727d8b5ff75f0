"""Tells the theme where the reader is."""

from fhp.content.addresses import relative, url_of
from fhp.lists.around import find_reading, find_sections
from fhp.lists.generated_pages import find_made


def on_page_context(context, page, config, nav):
    edition = config.extra["edition"]
    path = page.file.src_uri.partition("/")[2]
    written = find_made(edition, path) or edition.page(page.meta.get("id", ""))
    context["language"] = edition.language
    context["languages"] = edition.library.languages
    context["reading"] = find_reading(edition, written) if written else None

    def address(target, code=edition.code):
        """The relative address of a path ('news/index.md') in a language, from the page being read."""
        return relative(edition.library.language(code).prefix + url_of(target), page.url)

    context["address"] = address
    context["path"] = path
    context["sections"] = find_sections(edition, path)
    return context
