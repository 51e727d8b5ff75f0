"""Gives Markdown the footnotes of the language being built."""

from mkdocs.plugins import event_priority

from fhp.citations import Citations, notes


@event_priority(50)
def on_pre_build(config):
    library = config.extra["library"]
    language = library.language(config.plugins["i18n"].current_language)
    publications = library.resources.publications
    addresses = {entry.id: entry.url for entry in publications.values() if entry.url}
    others = [item for item in config.markdown_extensions if not isinstance(item, Citations)]
    config.markdown_extensions = [*others, Citations(notes(publications.values(), language, addresses))]
    config.mdx_configs["footnotes"] = {"BACKLINK_TITLE": language.word("citation", "back")}
