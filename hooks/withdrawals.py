"""Leaves nothing of a withdrawn page but the notice that the theme makes of its front matter."""

from mkdocs.plugins import event_priority
from turns import EMPTY_WITHDRAWN


@event_priority(EMPTY_WITHDRAWN)
def on_page_markdown(markdown, page, config, files):
    return "" if page.file.src_uri.partition("/")[2] in config.extra["library"].retired else markdown
