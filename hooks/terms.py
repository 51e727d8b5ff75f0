"""Links the first use of a term in a page to the glossary."""

from mkdocs.plugins import event_priority

from fhp.terms import link_first_uses


@event_priority(100)  # before the feeds take the text
def on_page_content(html, page, config, files):
    library = config.extra["library"]
    language = library.language(config.plugins["i18n"].current_language)
    written = library.at(language.code, page.file.src_uri.partition("/")[2])
    return link_first_uses(library, language, written, html) if written else html
