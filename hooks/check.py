"""Reads and checks the whole library once, before the first language is built; then gives each build its edition."""

import logging
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from turns import READ_LIBRARY

from fhp.check import check
from fhp.problems import render

log = logging.getLogger("mkdocs.hooks.check")  # under this name, and only so, warnings count in strict builds


@event_priority(READ_LIBRARY)
def on_pre_build(config):
    i18n = config.plugins["i18n"]
    if not i18n.building:  # otherwise a further language of the same build
        config.extra["library"] = _read(config)
    config.extra["edition"] = config.extra["library"].editions[i18n.current_language]


def _read(config):
    library, problems = check(Path(config.config_file_path).parent)
    errors = [found for found in problems if not found.is_notice]
    say = log.error if config.strict else log.warning  # --quiet would swallow warnings, and strictness with them
    for found in errors:
        say(render(found))
    if library is None or (errors and config.strict):
        raise PluginError(f"{len(errors)} error(es) / error(s)")
    if len(problems) > len(errors):
        log.info("%d aviso(s) / notice(s): fhp check", len(problems) - len(errors))
    return library
