"""Fills the places that a page leaves to the build."""

from mkdocs.plugins import event_priority
from turns import FILL_LISTS

from fhp.lists.markers import fill


@event_priority(FILL_LISTS)
def on_page_markdown(markdown, page, config, files):
    return fill(config.extra["edition"], page.file.src_uri.partition("/")[2], markdown)
