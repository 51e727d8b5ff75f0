"""Form and safety of one address, judged offline; nothing here asks the network.

`parse` gives the address as it may be asked, or raises `RefusalError` saying why it may not.
Called before every request and every hop, because a redirect may lead anywhere.
"""

import ipaddress
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit

from fhp.link_checker.finding import Outcome
from fhp.link_checker.scripts import is_look_alike

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

DANGEROUS_SCHEMES = {"javascript", "data", "file", "vbscript", "blob", "about", "view-source"}
FORMS = {
    "mailto": re.compile(r"[^@\s/<>]+@[^@\s/<>]+\.[^@\s/<>.]{2,}"),
    "tel": re.compile(r"\+?[0-9()./ -]{3,24}(;.*)?"),
}
# Names that live inside a house (RFC 6761, RFC 6762, RFC 8375, ICANN 2024 for .internal).
PRIVATE_SUFFIXES = ("localhost", "local", "internal", "home.arpa", "lan", "intranet")
SAFE_IN_URL = "!#$%&'()*+,/:;=?@[]~"
WEB_PORTS = {80, 443, 8080, 8443}
# Ports of other services, which no browser asks either (Fetch standard, "bad port"): mail, shells, files, names.
OTHER_SERVICES = {
    0, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
    111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
    540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061,
    6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
}  # fmt: skip
HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")


class RefusalError(ValueError):
    """This address is not to be asked."""

    def __init__(self, outcome: Outcome, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Address:
    """An address fit to be asked: ASCII host without brackets, quoted path."""

    scheme: str
    host: str
    port: int | None
    path: str
    query: str
    fragment: str

    @property
    def origin(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port is None else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def url(self) -> str:
        """The address as it is asked: without its fragment."""
        query = f"?{self.query}" if self.query else ""
        return f"{self.origin}{self.path}{query}"


def parse(url: str, public: Iterable[Network] = ()) -> Address:
    """Give the address behind `url`; raises RefusalError where it must not be asked."""
    text = url.strip()
    scheme = text.partition(":")[0].lower()
    check_scheme(scheme, text)
    try:
        parts = urlsplit(text)
        port = parts.port
        text.encode()  # a half of a surrogate pair is no letter
    except ValueError:
        raise RefusalError(Outcome.GONE, "malformed", repr(text)) from None
    if "@" in parts.netloc or "\\" in parts.netloc:
        raise RefusalError(Outcome.UNSAFE, "userinfo")
    host = check_host(parts.netloc, parts.hostname or "", tuple(public))
    check_port(port, tuple(public))
    return Address(
        scheme,
        host,
        None if port == {"http": 80, "https": 443}[scheme] else port,
        quote(parts.path, safe=SAFE_IN_URL) or "/",
        quote(parts.query, safe=SAFE_IN_URL),
        parts.fragment,
    )


def join(base: Address, location: str, public: Iterable[Network] = ()) -> Address:
    """Follow `location` from `base`, keeping the fragment as browsers do (RFC 9110, 10.2.2)."""
    try:
        target = urljoin(base.url, as_sent(location.strip()))
    except ValueError:
        raise RefusalError(Outcome.GONE, "malformed", location) from None
    if base.fragment and "#" not in target:
        target = f"{target}#{base.fragment}"
    return parse(target, public)


def as_sent(location: str) -> str:
    """Bytes that are no UTF-8 (aiohttp gives them as surrogates) in their percent form, as browsers do."""
    return re.sub(r"[\udc80-\udcff]", lambda found: f"%{ord(found[0]) - 0xDC00:02X}", location)


def check_scheme(scheme: str, text: str) -> None:
    """Only http and https are asked; code in an address is unsafe; mail and phone have a form."""
    if scheme in ("http", "https"):
        return
    # Browsers drop tabs and newlines, and leading control characters, before they read a scheme.
    if re.sub(r"[\x00-\x20]", "", scheme) in DANGEROUS_SCHEMES:
        raise RefusalError(Outcome.UNSAFE, "code", scheme)
    if scheme in FORMS:
        rest = unquote(text.partition(":")[2]).partition("?")[0]
        if FORMS[scheme].fullmatch(rest):
            raise RefusalError(Outcome.ALIVE, "form-only")
        raise RefusalError(Outcome.GONE, "malformed", text)
    if re.fullmatch(r"[a-z][a-z0-9+-]*", scheme) and ":" in text:
        raise RefusalError(Outcome.UNCLEAR, "scheme", scheme)
    raise RefusalError(Outcome.GONE, "malformed", text)


def check_port(port: int | None, public: tuple[Network, ...]) -> None:
    """Only the ports of the web are asked; on a network of our own, any but those of other services."""
    if port is None or port in WEB_PORTS or (public and port not in OTHER_SERVICES):
        return
    raise RefusalError(Outcome.UNSAFE if port in OTHER_SERVICES else Outcome.UNCLEAR, "port", str(port))


def check_host(netloc: str, hostname: str, public: tuple[Network, ...]) -> str:
    """A host is a public name or a public address, written plainly."""
    if netloc.startswith("["):
        return check_literal(hostname, public)
    name = ascii_host(unquote(hostname))
    if not name:
        raise RefusalError(Outcome.GONE, "malformed", netloc)
    if re.fullmatch(r"\d+|0x[0-9a-f]*", name.rpartition(".")[2]):
        return check_number(name, public)
    if name == "onion" or name.endswith(".onion"):
        raise RefusalError(Outcome.UNCLEAR, "onion")
    if "." not in name or name.endswith(tuple("." + suffix for suffix in PRIVATE_SUFFIXES)):
        raise RefusalError(Outcome.UNSAFE, "private", name)
    if not HOST.fullmatch(name) or len(name) > 253:
        raise RefusalError(Outcome.GONE, "malformed", name)
    return name


def ascii_host(host: str) -> str:
    """Give the name as DNS knows it; raises RefusalError for look-alikes and impossible names."""
    try:
        host.encode("ascii")
        labels = [label.lower() for label in host.rstrip(".").split(".")]
        if "xn--" in host.lower() and is_look_alike(".".join(map(from_punycode, labels))):
            raise RefusalError(Outcome.UNSAFE, "look-alike", host)
        return ".".join(labels)
    except UnicodeEncodeError:
        return international_host(host)


def international_host(host: str) -> str:
    """Give the ASCII form of a name in other letters."""
    import idna  # here, because its tables are large and most names need none of them

    try:
        plain: str = idna.uts46_remap(host, std3_rules=False).rstrip(".")
        # Full-width digits and dots become plain ones here: an address in disguise.
        if plain.isascii():
            raise RefusalError(Outcome.UNSAFE, "look-alike", host)
        if is_look_alike(plain):
            raise RefusalError(Outcome.UNSAFE, "look-alike", host)
        return idna.encode(plain).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise RefusalError(Outcome.GONE, "malformed", host) from None


def from_punycode(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        raise RefusalError(Outcome.GONE, "malformed", label) from None


def check_number(name: str, public: tuple[Network, ...]) -> str:
    """An address in digits is written as four plain numbers, not as one number, hex or octal."""
    try:
        return check_literal(str(ipaddress.IPv4Address(name)), public)
    except ipaddress.AddressValueError:
        pass
    try:
        socket.inet_aton(name)
    except OSError:
        raise RefusalError(Outcome.GONE, "malformed", name) from None
    raise RefusalError(Outcome.UNSAFE, "disguised", name)


def check_literal(text: str, public: tuple[Network, ...]) -> str:
    """A literal address is public and not another one in disguise."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        raise RefusalError(Outcome.GONE, "malformed", text) from None
    if embedded_ipv4(address):
        raise RefusalError(Outcome.UNSAFE, "disguised", text)
    if not is_public(address, public):
        raise RefusalError(Outcome.UNSAFE, "private", text)
    return str(address)


def embedded_ipv4(address: IPAddress) -> IPAddress | None:
    """The IPv4 address inside an IPv6 one: mapped, 6to4, Teredo, NAT64 or compatible."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    nat64 = address in ipaddress.ip_network("64:ff9b::/96")
    compatible = 1 < int(address) < 2**32
    return ipaddress.IPv4Address(int(address) % 2**32) if nat64 or compatible else None


def is_public(address: IPAddress, public: Iterable[Network] = ()) -> bool:
    """Whether the whole internet can mean the same machine by this address."""
    inside = embedded_ipv4(address)
    if inside is not None:
        return is_public(inside) and not isinstance(inside, ipaddress.IPv6Address)
    if any(address in network for network in public if network.version == address.version):
        return True
    return address.is_global and not (address.is_multicast or address.is_reserved)


def is_home(address: Address) -> bool:
    """Whether this is a site's front page, also under its usual other names."""
    return not address.query and is_home_path(address.path)


def is_home_path(path: str) -> bool:
    names = r"(index|default|home|inicio|principal|portada|main|start|welcome)(\.[a-z]{2,5})?"
    language = r"[a-z]{2}([-_][a-z]{2,4})?"
    return bool(re.fullmatch(rf"/?({language}/?)?({names})?/?", path, re.IGNORECASE))
