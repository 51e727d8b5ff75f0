"""Lets nothing into a page that could run, fetch or hide something; fhp check has said where, this is the last door."""

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from turns import JUDGE

from fhp.text.full_text import without_made
from fhp.text.html import find_offences


@event_priority(JUDGE)
def on_page_content(html, page, config, files):
    for offence in find_offences(without_made(html)):
        raise PluginError(f"docs/{page.file.src_uri}: {offence.value!r} [{offence.kind}]: fhp check")
    return html
