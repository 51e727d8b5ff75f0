"""Lets mkdocs-rss-plugin collect each language's pages, and fhp.feeds divide and write them.

Alone, the plugin puts all languages in one feed, and its second run in a build fails (tests/test_feeds.py).
"""

from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File

from fhp.feed_items import Collected
from fhp.feeds import Site, render_feeds
from fhp.subscribing import find_head_links, finish


@event_priority(100)  # before the plugin
def wake(config):
    settings = config.plugins["rss"].config
    settings.rss_feed_enabled = True  # with nothing to write it would switch itself off
    settings.date_from_meta.default_time = "00:00"  # its first run leaves a time here, which its next refuses


@event_priority(-150)  # after the plugin
def only_collect(config):
    plugin = config.plugins["rss"]
    plugin.config.rss_feed_enabled = plugin.config.json_feed_enabled = False
    plugin.pages_to_filter = []  # it would go on from language to language


on_config = CombinedEvent(wake, only_collect)


@event_priority(-150)  # every page has its text, every file to download is there, and nothing is written
def on_env(env, config, files):
    library = config.extra["library"]
    language = library.language(config.plugins["i18n"].current_language)
    links = {entry._mkdocs_page_ref.src_uri: entry.link for entry in config.plugins["rss"].pages_to_filter}
    pages = {uri: files.src_uris[uri].page.content for uri in links}  # as readers see them
    collected = [Collected(uri.partition("/")[2], links[uri], pages[uri]) for uri in links]
    made = render_feeds(library, language, Site(config.site_url, config.site_name), collected)
    for name, content in made.items():
        files.append(File.generated(config, name, content=content))
    for file in files.documentation_pages():
        file.page.content = finish(file.page.content, lambda name: len(files.src_uris[name].content_bytes))
    return env


def on_page_context(context, page, config, nav):
    language = config.extra["library"].language(config.plugins["i18n"].current_language)
    context["feeds"] = find_head_links(language, page.url)
    return context
