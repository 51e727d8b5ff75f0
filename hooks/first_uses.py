"""Links the first use of a term in a page to the glossary."""

from mkdocs.plugins import event_priority
from turns import LINK_TERMS

from fhp.lists.first_uses import link_first_uses


@event_priority(LINK_TERMS)
def on_page_content(html, page, config, files):
    edition = config.extra["edition"]
    written = edition.written(page.file.src_uri.partition("/")[2])
    return link_first_uses(edition, written, html) if written else html
