"""Gives every finished page its Content-Security-Policy."""

from mkdocs.plugins import event_priority
from turns import PUT_POLICY

from fhp.finish.policy import protect

_serving = []  # under `mkdocs serve` the policy is left out: live reload needs a script of its own


def on_startup(command, dirty):
    _serving[:] = [command] if command == "serve" else []


@event_priority(PUT_POLICY)
def on_post_page(output, page, config):
    return output if _serving else protect(output)


@event_priority(PUT_POLICY)
def on_post_template(output_content, template_name, config):
    return protect(output_content) if template_name.endswith(".html") and not _serving else output_content
