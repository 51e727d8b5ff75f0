"""Why nothing came of a request, in the words of finding."""

import errno
from dataclasses import dataclass

import aiohttp

from fhp.link_checker.finding import Outcome
from fhp.link_checker.lenient import UnreadableError
from fhp.link_checker.resolver import DNSTroubleError, NoSuchNameError, PrivateAnswerError

# X509_V_ERR_*: self-signed and untrusted roots, dates, revocation, wrong host, wrong IP address.
BAD_CERTIFICATE = {9, 10, 18, 19, 23, 62, 64}
INCOMPLETE_CHAIN = {2, 20, 21}


@dataclass(frozen=True)
class Failure:
    """Why nothing came."""

    outcome: Outcome
    reason: str
    detail: str = ""
    passing: bool = True  # worth another try


def failure(error: Exception) -> Failure:
    """Name the trouble; what we cannot name may pass."""
    cause = getattr(error, "os_error", None) or error
    if isinstance(cause, PrivateAnswerError):
        return Failure(Outcome.UNSAFE, "private", str(cause), passing=False)
    if isinstance(cause, NoSuchNameError):
        return Failure(Outcome.GONE, "no-name")
    if isinstance(cause, DNSTroubleError):
        return Failure(Outcome.UNCLEAR, "dns-trouble")
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return certificate_failure(error.certificate_error)
    if isinstance(error, UnreadableError):
        return Failure(Outcome.UNCLEAR, "unreadable", passing=False)
    if isinstance(cause, ConnectionRefusedError) or getattr(cause, "errno", 0) == errno.ECONNREFUSED:
        return Failure(Outcome.BROKEN, "refused")
    return Failure(Outcome.TROUBLE, "network", type(error).__name__)


def certificate_failure(error: Exception) -> Failure:
    code = getattr(error, "verify_code", 0)
    message = str(getattr(error, "verify_message", "") or "")
    if code in INCOMPLETE_CHAIN:
        return Failure(Outcome.UNCLEAR, "incomplete-chain", message)
    if code in BAD_CERTIFICATE:
        return Failure(Outcome.BROKEN, "certificate", message)
    return Failure(Outcome.TROUBLE, "certificate", message)
