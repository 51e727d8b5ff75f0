"""Who stands behind an answer, as far as a connection shows it: network, authority, and the organisation it names.

Only a change of these is ever looked at (drift.py); none of them says by itself whose a site is.
"""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Iterable
from typing import Any


def place(host: str, addresses: Iterable[str], certificate: tuple[str, str]) -> str:
    """'network | authority | organisation', as drift.parts takes it apart."""
    found = sorted({network(address) for address in addresses or [host]} - {""})
    return " | ".join([*(found[:1] or [""]), *certificate])


def network(address: str) -> str:
    """The neighbourhood of an address: a provider moves a site within it without a word."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    return str(ipaddress.ip_network((parsed, 24 if parsed.version == 4 else 48), strict=False))


def watch(context: ssl.SSLContext, seen: dict[str, tuple[str, str]]) -> ssl.SSLContext:
    """Notes, for every host that `context` shakes hands with, who signed its certificate and whom it names."""

    class Watched(ssl.SSLObject):
        def do_handshake(self) -> None:
            super().do_handshake()
            seen[self.server_hostname or ""] = names(self.getpeercert() or {})

    context.sslobject_class = Watched
    return context


def names(certificate: dict[str, Any]) -> tuple[str, str]:
    """The authority's and the owner's organisation; '' where the certificate names none, as most do of owners."""
    return tuple(organisation(certificate.get(side, ())) for side in ("issuer", "subject"))  # type: ignore[return-value]


def organisation(name: Any) -> str:
    """The `O=` of a certificate's name, on one line and without the sign that parts a place."""
    for parts in name:
        for key, value in parts:
            if key == "organizationName":
                return " ".join(str(value).replace("|", " ").split())[:60]
    return ""
