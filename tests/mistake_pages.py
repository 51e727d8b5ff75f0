"""What a built page of a trial holds, read by the algorithm that browsers follow: what is foreign, who speaks."""

import re
from pathlib import Path
from typing import Any

import html5lib

FOREIGN = {
    "script", "style", "iframe", "frame", "frameset", "object", "embed", "applet", "form", "button", "select",
    "textarea", "template", "plaintext", "xmp", "noscript", "noembed", "noframes", "base", "meta", "link", "marquee",
    "video", "audio", "source", "track", "portal", "math", "svg", "dialog", "title", "main", "footer", "isindex",
    "image", "area", "slot",
}  # fmt: skip
SCHEMES = re.compile(r"^(?:https?|mailto):|^[^:]*(?:[/?#]|$)")


def compare(site: Path, rule: dict[str, Any]) -> list[str]:
    """What a built file should have and has not, or the other way round; patterns, told with the file."""
    path = site / rule["file"]
    if "missing" in rule:
        return [f"{rule['file']} is published"] if path.exists() else []
    if not path.exists():
        return [f"{rule['file']} is not published"]
    text = path.read_text(encoding="utf-8", errors="replace")
    has = [rule["has"]] if isinstance(rule.get("has"), str) else rule.get("has", [])
    lacks = [rule["lacks"]] if isinstance(rule.get("lacks"), str) else rule.get("lacks", [])
    wrong = _speaks(text, rule.get("speaks", {})) if "speaks" in rule else []
    wrong += [f"{rule['file']} lacks /{one}/" for one in has if not re.search(one, text, re.DOTALL)]
    return wrong + [f"{rule['file']} has /{one}/" for one in lacks if re.search(one, text, re.DOTALL)]


def _speaks(html: str, voices: dict[str, str]) -> list[str]:
    """Each piece of text stands in an element that says the language it is in, or in one that does."""
    page = html5lib.parse(html, namespaceHTMLElements=False)
    above = {child: parent for parent in page.iter() for child in parent}
    wrong = []
    for piece, wanted in voices.items():
        found = [one for one in page.iter() if piece in (one.text or "") or piece in one.get("title", "")]
        found += [above[one] for one in page.iter() if piece in (one.tail or "")]
        for element in [one for one in found if one.tag not in ("title", "script", "meta", "link")]:
            spoken: Any = element
            while spoken is not None and not spoken.get("lang"):
                spoken = above.get(spoken)
            if spoken is None or spoken.get("lang") != wanted:
                wrong.append(f"{piece!r} is said in {spoken is not None and spoken.get('lang')}, not in {wanted}")
        wrong += [] if found else [f"{piece!r} is not there"]
    return list(dict.fromkeys(wrong))


def foreign_in(html: str) -> list[str]:
    """What no article of ours holds: elements, attributes, addresses and ids that could run, ask, hide or break.

    Read by the algorithm that browsers follow (html5lib), as the words of the page would have it read.
    """
    page = html5lib.parse(html, namespaceHTMLElements=False)
    article, footer = page.find(".//article"), page.find(".//footer")
    if article is None:
        return ["there is no article"]
    ids = [one.get("id") for one in page.iter() if one.get("id")]
    found = [f"id '{one}' stands twice" for one in dict.fromkeys(ids) if ids.count(one) > 1]
    found += ["a second h1"] if len(page.findall(".//h1")) > 1 else []
    if footer is None or footer in list(article.iter()):
        found.append("the footer is in the article, or gone")
    for element in article.iter():
        if isinstance(element.tag, str):
            box = (element.get("type"), element.get("disabled")) == ("checkbox", "")
            box = box or (element.get("type") == "radio" and element.get("name", "").startswith("__tabbed"))
            strange = element.tag in FOREIGN or ":" in element.tag or (element.tag == "input" and not box)
            found += [f"<{element.tag}>"] if strange else []
            found += [what for name, value in element.attrib.items() if (what := _foreign(str(name), value, element))]
    return found


def _foreign(name: str, value: str, element: Any) -> str:
    """What is foreign in an attribute, '' where nothing is."""
    address = re.sub(r"[\x00-\x20]+", "", value)
    if name.startswith("on") or name in ("style", "srcdoc", "ping", "formaction", "autofocus", "srcset", "target"):
        return f"{name}="
    if name in ("href", "src", "action", "data") and not SCHEMES.match(address):
        return f"{name}={value[:40]}"
    if name == "href" and re.match(r"(?:https?:)?[\\/]{2}", address) and not element.get("rel"):
        return f"an outside link without rel: {value[:40]}"
    if name == "src" and re.match(r"(?:https?:)?[\\/]{2}", address):
        return f"something from outside: {value[:40]}"
    return ""
