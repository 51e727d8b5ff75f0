"""Lets mkdocs-rss-plugin collect each language's pages, and has fhp.feeds divide and write them.

The plugin alone mixes languages, and what it writes is wrong in a second one: ../shared findings in tests/test_feeds.py.
"""

from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File

from fhp.feeds import Collected, Site, render_feeds
from fhp.subscribing import find_head_links, finish


@event_priority(100)  # before the plugin, which would switch itself off with nothing to write,
def wake(config):
    rss = config.plugins["rss"].config
    rss.rss_feed_enabled = True
    rss.date_from_meta.default_time = "00:00"  # and which replaces this text by a time that its next run refuses


@event_priority(-150)  # after the plugin
def only_collect(config):
    rss = config.plugins["rss"]
    rss.config.rss_feed_enabled = rss.config.json_feed_enabled = False
    rss.pages_to_filter = []


on_config = CombinedEvent(wake, only_collect)


@event_priority(-100)  # after all who add to a page
def on_page_markdown(markdown, page, config, files):
    return "" if page.file.src_uri.partition("/")[2] in config.extra["library"].retired else markdown


@event_priority(-150)  # when every page has its text, every file to download is made, and none is written
def on_env(env, config, files):
    library = config.extra["library"]
    language = library.language(config.plugins["i18n"].current_language)
    site = Site(config.site_url, config.site_name)
    found = [collect(entry, files) for entry in config.plugins["rss"].pages_to_filter]
    for name, data in render_feeds(library, language, site, found).items():
        files.append(File.generated(config, name, content=data))
    for file in files.documentation_pages():
        file.page.content = finish(file.page.content, lambda name: len(files.get_file_from_path(name).content_bytes))
    return env


def collect(entry, files):
    uri = entry._mkdocs_page_ref.src_uri
    html = files.get_file_from_path(uri).page.content  # as readers see it; the plugin has it from before our hooks
    return Collected(uri.partition("/")[2], entry.link, html)


def on_page_context(context, page, config, nav):
    language = config.extra["library"].language(config.plugins["i18n"].current_language)
    context["feeds"] = find_head_links(language, page.url)
    return context
