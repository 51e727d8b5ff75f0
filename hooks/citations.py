"""Gives Markdown the footnotes of the language being built, and leads from each to the bibliography."""

from mkdocs.plugins import event_priority

from fhp.catalogue import BIBLIOGRAPHY, places
from fhp.citations import Citations, notes
from fhp.reader_links import reading_link
from fhp.references import place_notes


@event_priority(50)
def on_pre_build(config):
    library = config.extra["library"]
    language = library.language(config.plugins["i18n"].current_language)
    publications = library.resources.publications
    links = {entry.id: reading_link(library, language, entry) for entry in publications.values()}
    described = places(library, language, BIBLIOGRAPHY)
    others = [item for item in config.markdown_extensions if not isinstance(item, Citations)]
    config.markdown_extensions = [*others, Citations(notes(publications.values(), language, links, described))]
    config.mdx_configs["footnotes"] = {"BACKLINK_TITLE": language.word("citation", "back")}


@event_priority(100)  # before the feeds take the text
def on_page_content(html, page, config, files):
    library = config.extra["library"]
    language = library.language(config.plugins["i18n"].current_language)
    path = page.file.src_uri.partition("/")[2]
    return place_notes(library, language, html, path)
