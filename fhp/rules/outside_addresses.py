"""Outer links: every address that leads out of the library is well formed, safe, and says where it leads.

Judged offline in every build; whether it answers is for `fhp check-links` to find out. A reader must not reach a
machine inside her own network, code, a mailbox, a shortener that hides its end, or a stranger under a known name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from fhp.content.library import Library
from fhp.content.link_states import host_of, is_onion
from fhp.content.pages import Page
from fhp.content.resources import FILE
from fhp.link_checker.addresses import RefusalError, is_home_path, parse
from fhp.link_checker.finding import REASONS, Outcome
from fhp.problems import Problem, problem
from fhp.rules.personal_data import find_personal_data
from fhp.text.html import is_plain_address
from fhp.text.rendering import leads_out, links_of

ADDRESS_KEYS = ("url", "contact_url", "archive_url")
STRAY = re.compile(r"[\s<>\"\\^`{|}\x00-\x1f]")
PLACEHOLDERS = {"#", "/", "...", "…", "-", "here", "aquí", "aqui", "link", "enlace", "url", "todo", "tbd", "xxx"}
PLACEHOLDER_HOSTS = ("example.org", "example.com", "example.net", "example.edu", "example", "invalid", "test")
VAGUE = {"aquí", "aqui", "clic aquí", "haz clic aquí", "enlace", "este enlace",
         "here", "click here", "link", "this link"}  # fmt: skip
STAGING = ("testing.sutty.nl",)  # sites under construction (facts.md, section 3A.1)
CONTACT = ("mailto:", "tel:", "sms:", "callto:", "whatsapp:", "skype:", "sip:", "xmpp:", "tg:", "signal:")
CONTACT_HOSTS = ("wa.me", "api.whatsapp.com", "chat.whatsapp.com", "t.me", "telegram.me", "signal.me", "signal.group")
SHORTENERS = ("bit.ly", "bitly.com", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "is.gd", "v.gd", "buff.ly", "cutt.ly",
              "rb.gy", "tiny.cc", "t.ly", "shorturl.at", "rebrand.ly", "lnkd.in", "fb.me", "acortar.link",
              "n9.cl")  # fmt: skip
TRACKING = re.compile(
    r"utm_\w+|_hs\w+|mc_[ce]id|\w*clid|clickid|gclsrc|[gw]braid|msclkid|igshid|igsh|li_fat_id|mkt_tok|vero_id|oly_\w+_id"
    r"|_ga|_gl|ref_src|srsltid|epik|wickedid|s_cid|yclid",
    re.IGNORECASE,
)

# What does not tell sites apart: faces for telephones and for languages.
OTHER_FACE = re.compile(r"^(?:m|mobile|es|en|pt|fr)\.(?=[^.]+\.[^.]+)")
LANGUAGE = re.compile(r"/(?:es|en|pt|fr|index\.\w+)(?:/|/index\.\w+)?", re.IGNORECASE)
TELLS_NOTHING = re.compile(rf"{TRACKING.pattern}|lang|hl|locale|idioma|language", re.IGNORECASE)


@dataclass(frozen=True)
class _Known:
    """What the library knows of sites: who is at home there, and where https is known to work."""

    owners: dict[str, str]  # host → id of the organisation
    encrypted: frozenset[str]  # hosts
    shared: frozenset[str]  # hosts that two organisations claim, which is the mistake to mend first
    own: str  # the host of the library itself, '' where it has none


def check_outside_addresses(library: Library) -> Iterator[Problem]:
    """Every rule about an address that leads out, in entries and in pages."""
    known = _know(library)
    entries = [*library.resources.organisations.values(), *library.resources.publications.values()]
    for entry in entries:
        for key in ADDRESS_KEYS:
            url = getattr(entry, key, None)
            if url and is_onion(url) and not _stands_beside_another(key, entry.url):
                yield problem("onion-alone", FILE, library.resources.line(entry.id, key), value=url)
            elif url:
                yield from _judge(url, known, FILE, library.resources.line(entry.id, key))
    yield from _check_duplicates(library)
    for page in library.pages:
        yield from _check_page(library, page, known)


def _stands_beside_another(key: str, url: str | None) -> bool:
    """Whether a reader without Tor has an ordinary address too: an .onion is never an entry's own or only one."""
    return key != "url" and url is not None and not is_onion(url)


def _know(library: Library) -> _Known:
    resources = library.resources
    owners = {host_of(entry.url): entry.id for entry in resources.organisations.values() if entry.url}
    entries = [*resources.organisations.values(), *resources.publications.values()]
    addresses = [getattr(entry, key, None) or "" for entry in entries for key in ADDRESS_KEYS[:2]]
    own = host_of(library.settings.site_url)
    claimed = Counter(host_of(entry.url) for entry in resources.organisations.values() if entry.url)
    shared = frozenset(host for host, times in claimed.items() if times > 1)
    return _Known(owners, frozenset(host_of(url) for url in addresses if url.startswith("https:")), shared, own)


def _judge(url: str, known: _Known, file: str, line: int) -> Iterator[Problem]:
    """The first thing that is wrong with an address, unless the safety gate tells it: one mistake, one line."""
    found = list(_find_wrong(url, known, file, line))
    if found and not any(find_personal_data(url)):
        yield from found


def _find_wrong(url: str, known: _Known, file: str, line: int) -> Iterator[Problem]:
    host = host_of(url)
    if url.strip().lower() in PLACEHOLDERS or _within(host, PLACEHOLDER_HOSTS):
        yield problem("placeholder-link", file, line, value=url)
    elif url.strip().lower().startswith(CONTACT) or _within(host, CONTACT_HOSTS):
        yield problem("contact-link", file, line)
    elif _within(host, STAGING):
        yield problem("staging-link", file, line, value=host)
    elif STRAY.search(url):
        yield problem("malformed-link", file, line, value=url)
    elif (refused := _refusal(url)) and refused.reason != "onion":
        yield _say_refusal(refused, url, file, line)
    elif _within(host, SHORTENERS):
        yield problem("shortened-link", file, line, value=url)
    elif tracking := [key for key, _ in parse_qsl(urlsplit(url).query, True) if TRACKING.fullmatch(key)]:
        yield problem("tracking-link", file, line, value=", ".join(tracking))
    elif url.lower().startswith("http:") and host in known.encrypted - known.shared:
        yield problem("insecure-link", file, line, value=url)


def _refusal(url: str) -> RefusalError | None:
    try:
        parse(url)
    except RefusalError as refused:
        return refused
    return None


def _say_refusal(refused: RefusalError, url: str, file: str, line: int) -> Problem:
    if refused.outcome is Outcome.GONE:
        return problem("malformed-link", file, line, value=url)
    spanish, _, english = REASONS[refused.reason].partition(" / ")
    return problem("unsafe-link", file, line, value=url, why_es=spanish, why_en=english)


def _within(host: str, hosts: tuple[str, ...]) -> bool:
    """Whether the host is one of them, or below one of them."""
    return host in hosts or host.endswith(tuple(f".{other}" for other in hosts))


def _check_duplicates(library: Library) -> Iterator[Problem]:
    """An organisation has one entry: no two share a site or a name."""
    owners: dict[str, str] = {}
    resources = library.resources
    for entry in resources.organisations.values():
        marks = [(canonical(entry.url), "url")] if entry.url else []
        names = {bare_name(name): "name" for name in entry.name.values()}
        names = {bare_name(name): "formerly" for name in entry.formerly} | names
        marks += names.items()
        for mark, key in marks:
            owner = owners.setdefault(mark, entry.id)
            if owner != entry.id:
                yield problem("duplicate-organisation", FILE, resources.line(entry.id, key), value=mark, other=owner)
                break


def bare_name(name: str) -> str:
    """A name as two people would both write it: without capitals, accents and signs."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(re.findall(r"\w+", "".join(char for char in plain if not unicodedata.combining(char))))


def canonical(url: str) -> str:
    """What is left of an address when everything that does not tell sites apart is taken away: 'host/path?query'."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    path = "" if is_home_path(parts.path) or LANGUAGE.fullmatch(parts.path) else parts.path.rstrip("/").lower()
    telling = [(key, value) for key, value in parse_qsl(parts.query) if not TELLS_NOTHING.fullmatch(key)]
    query = "&".join(sorted(f"{key}={value}" for key, value in telling))
    return f"{OTHER_FACE.sub('', host_of(url))}{path}" + (f"?{query}" if query else "")


def _check_page(library: Library, page: Page, known: _Known) -> Iterator[Problem]:
    """A page's links lead out safely; organisations are reached through the directory, the library by its own paths."""
    for link in links_of(library, page):
        target, line = link.target, link.line
        if link.text.strip(" .").lower() in VAGUE:
            yield problem("vague-link", page.name, line, value=link.text)
        if not leads_out(target) or link.is_image:
            # a space, a backslash: each reader makes something else of it
            if not is_plain_address(target) and not any(find_personal_data(target)):
                yield problem("malformed-link", page.name, line, value=target)
            continue
        host = host_of(target)
        owner = next((known.owners[site] for site in known.owners if site and _within(host, (site,))), None)
        if is_onion(target):
            yield problem("onion-alone", page.name, line, value=target)
        elif host and host == known.own:
            yield problem("own-address", page.name, line, value=target)
        elif found := list(_judge(target, known, page.name, line)):
            yield from found
        elif not is_plain_address(target) and not any(find_personal_data(target)):
            yield problem("malformed-link", page.name, line, value=target)
        elif owner:
            yield problem("use-directory", page.name, line, value=target, organisation=owner)
