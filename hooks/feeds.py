"""Lets mkdocs-rss-plugin collect each language's pages, and fhp.outputs.feeds divide and write them.

Alone, the plugin puts all languages in one feed, and its second run in a build fails (tests/test_feeds.py).
"""

import os

from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File
from turns import MAKE_FEEDS, WAKE_FEEDS

from fhp.outputs.edition_items import edition_items
from fhp.outputs.feed_items import Collected
from fhp.outputs.feeds import Site, render_feeds
from fhp.outputs.subscribing import find_head_links, finish


@event_priority(WAKE_FEEDS)
def wake(config):
    settings = config.plugins["rss"].config
    settings.rss_feed_enabled = True  # with nothing to write it would switch itself off
    settings.date_from_meta.default_time = "00:00"  # its first run leaves a time here, which its next refuses


@event_priority(MAKE_FEEDS)
def only_collect(config):
    plugin = config.plugins["rss"]
    plugin.config.rss_feed_enabled = plugin.config.json_feed_enabled = False
    plugin.pages_to_filter = []  # it would go on from language to language


on_config = CombinedEvent(wake, only_collect)


@event_priority(MAKE_FEEDS)
def on_env(env, config, files):
    edition = config.extra["edition"]
    by_address = {file.page.canonical_url: file for file in files.documentation_pages()}
    collected = [  # as readers see them
        Collected(file.src_uri.partition("/")[2], entry.link, file.page.content)
        for entry in config.plugins["rss"].pages_to_filter if (file := by_address.get(entry.link))
    ]  # fmt: skip
    announced = edition_items(edition, config.site_url + edition.prefix) if os.environ.get("EDITIONS") else ()
    made = render_feeds(edition, Site(config.site_url, config.site_name), collected, announced)
    for name, content in made.items():
        files.append(File.generated(config, name, content=content))
    for file in files.documentation_pages():
        file.page.content = finish(file.page.content, lambda name: len(files.src_uris[name].content_bytes))
    return env


def on_page_context(context, page, config, nav):
    context["feeds"] = find_head_links(config.extra["edition"], page.url)
    return context
