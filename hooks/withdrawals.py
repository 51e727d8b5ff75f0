"""Leaves nothing of a withdrawn page but the notice that the theme makes of its front matter."""

from mkdocs.plugins import event_priority


@event_priority(-100)  # after all who add to a page
def on_page_markdown(markdown, page, config, files):
    return "" if page.file.src_uri.partition("/")[2] in config.extra["library"].retired else markdown
