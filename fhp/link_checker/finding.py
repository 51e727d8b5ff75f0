"""What one look at one address found, and how it is said to an editor.

Every other module of the package speaks in these terms.
"""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """Today's finding. What it means over time is memory's business."""

    ALIVE = "alive"
    MOVED = "moved"
    GONE = "gone"  # the page is not there: 404, no such name, soft 404
    BROKEN = "broken"  # nobody could open it: refused, bad certificate, endless redirects
    TROUBLE = "trouble"  # may pass: time-outs, 5xx, resets
    WALL = "wall"  # no machine may look
    UNCLEAR = "unclear"  # a person must look; says nothing against the link
    TAKEN_OVER = "taken-over"
    UNSAFE = "unsafe"


@dataclass(frozen=True)
class Finding:
    """One outcome with its evidence."""

    outcome: Outcome
    reason: str
    detail: str = ""
    status: int | None = None
    final_url: str | None = None
    new_url: str | None = None
    title: str = ""
    simhash: str = ""
    kind: str = ""  # of kinds.py: a page, a document …
    words: int = 0  # of a page
    place: str = ""  # where it was answered: network | the certificate's authority | the organisation it names
    named: bool = False  # the page says its owner's name
    foreign: bool = False  # the page is full of words that strangers' pages are full of
    fixable: bool = False
    evidence: tuple[str, ...] = ()

    def text(self) -> str:
        return say(self.reason, self.detail)


REASONS = {
    "ok": "responde bien / answers well",
    "form-only": "solo se revisa la forma / only its form is checked",
    "no-fragment": "responde, pero no tiene esa sección / answers, but has no such section",
    "other-kind": "ya no es lo que la dirección promete / is no longer what the address promises",
    "says-gone": "en lugar del documento, una página dice que no está / a page says that the document is gone",
    "tiny": "responde casi sin contenido / answers with hardly any content",
    "cut": "la respuesta llegó cortada / the answer was cut short",
    "unreadable": "responde de un modo que no se entiende / answers in a way that cannot be read",
    "moved": "cambió de dirección para siempre / has moved for good",
    "status": "el sitio dice que la página no existe / the site says there is no such page",
    "no-name": "el dominio no existe / there is no such domain",
    "malformed": "la dirección está mal escrita / the address is malformed",
    "soft-404": "responde como a cualquier página inventada / answers as to any invented page",
    "to-home": "lleva a la portada: la página se perdió / leads to the home page: the page is lost",
    "to-error": "lleva a una página de error / leads to an error page",
    "refused": "nadie atiende en esa dirección / nobody answers at that address",
    "certificate": "certificado inválido / bad certificate",
    "loop": "redirige sin fin / redirects without end",
    "incomplete-chain": "cadena de certificados incompleta / incomplete certificate chain",
    "timeout": "no respondió a tiempo / did not answer in time",
    "network": "la conexión falló / the connection failed",
    "server-error": "el servidor tiene una falla / the server has a fault",
    "dns-trouble": "no se pudo consultar el nombre / the name could not be looked up",
    "wall": "el sitio no deja mirar a las máquinas / the site lets no machine look",
    "login": "pide una cuenta / asks for an account",
    "shell": "la página se arma con scripts / the page is made by scripts",
    "maintenance": "dice que está en mantenimiento / says it is under maintenance",
    "empty": "respondió sin contenido / answered with nothing",
    "odd-status": "respuesta inesperada / unexpected answer",
    "scheme": "este tipo de dirección no se revisa / this kind of address is not checked",
    "name-gone": "la portada ya no dice el nombre / the home page no longer says the name",
    "drift": "el contenido cambió por completo / the content has changed completely",
    "shrunk": "casi no queda contenido / hardly any content is left",
    "other-owner": "el certificado nombra a otra organización / the certificate names another organisation",
    "returned": "el dominio se había perdido y volvió, quizá con otra gente / the domain was lost and is back, "
    "perhaps with other people",
    "parked": "dominio en venta o estacionado / domain for sale or parked",
    "suspended": "cuenta suspendida / account suspended",
    "gambling": "ahora es un sitio de apuestas / is a gambling site now",
    "spam": "ahora es un sitio ajeno / is someone else's site now",
    "private": "dirección privada / private address",
    "disguised": "dirección disfrazada / disguised address",
    "userinfo": "lleva un usuario o una contraseña / carries a user name or password",
    "code": "no es una página sino código / is code, not a page",
    "onion": "dirección .onion: aquí no se puede comprobar / .onion address: cannot be checked here",
    "port": "puerto que no es de la web / a port that is not the web's",
    "look-alike": "letras que imitan a otras / letters that imitate others",
    "crash": "el revisor falló con esta página / the checker failed on this page",
}


def say(reason: str, detail: str = "") -> str:
    """The reason in both languages, with the particular in brackets."""
    known = REASONS.get(reason, reason)  # a state file may hold one that is no longer given
    return f"{known} ({detail})" if detail else known
