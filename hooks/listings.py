"""Fills the places that a page leaves to the build."""

from fhp.listings import fill


def on_page_markdown(markdown, page, config, files):
    library = config.extra["library"]
    language = library.language(config.plugins["i18n"].current_language)
    return fill(library, language, page.file.src_uri.partition("/")[2], markdown)
