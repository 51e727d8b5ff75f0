"""Weighs the finished site, once, after the last language."""

import logging
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from turns import LAST

from fhp.finish.weight import check_weights, weigh_site
from fhp.problems import render

log = logging.getLogger("mkdocs.hooks.page_weight")


@event_priority(LAST)
def on_post_build(config):
    if config.plugins["i18n"].building:
        return
    found = list(check_weights(weigh_site(Path(config.site_dir))))
    for heavy in found:
        log.warning(render(heavy))
    if found and config.strict:  # whatever --quiet keeps from the log
        raise PluginError(f"{render(found[0])} ({len(found)})")
