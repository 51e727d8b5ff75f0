"""Gives every finished page its sheet, with the rules it needs, and its Content-Security-Policy."""

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from turns import PUT_POLICY

from fhp.finish.policy import ForeignCodeError, protect
from fhp.finish.style import style_for

_serving = []  # under `mkdocs serve` the policy is left out: live reload needs a script of its own


def on_startup(command, dirty):
    _serving[:] = [command] if command == "serve" else []


def _finish(html, name, config):
    style = style_for(html, config.extra["style"])
    html = html.replace("<style></style>", f"<style>{style}</style>", 1)
    try:
        return html if _serving else protect(html, config.extra["scripts"], style)
    except ForeignCodeError as error:
        raise PluginError(f"{name}: esto no lo puso el tema / the theme did not put this in: {error}") from error


@event_priority(PUT_POLICY)
def on_post_page(output, page, config):
    return _finish(output, page.file.src_uri, config)


@event_priority(PUT_POLICY)
def on_post_template(output_content, template_name, config):
    return _finish(output_content, template_name, config) if template_name.endswith(".html") else output_content
