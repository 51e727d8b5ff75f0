"""Gives Markdown the footnotes of the language being built, each of which leads to its entry in the bibliography."""

from mkdocs.plugins import event_priority
from turns import PREPARE_MARKDOWN

from fhp.text.citations import Citations
from fhp.text.notes import find_notes


@event_priority(PREPARE_MARKDOWN)
def on_pre_build(config):
    edition = config.extra["edition"]
    others = [item for item in config.markdown_extensions if not isinstance(item, Citations)]
    config.markdown_extensions = [*others, Citations(find_notes(edition))]
    config.mdx_configs["footnotes"] = {"BACKLINK_TITLE": edition.word("citation", "back")}
