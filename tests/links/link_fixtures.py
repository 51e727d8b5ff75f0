"""Certificates and the small internet for the tests of the link checker."""

import datetime
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from link_server import Internet

HOST = "127.0.1.1"


def server_context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def self_signed(path: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(1))
        .not_valid_after(now + datetime.timedelta(9))
        .sign(key, hashes.SHA256())
    )
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(secret + certificate.public_bytes(Encoding.PEM))
    return path


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def issue(authority: trustme.CA, tmp_path: Path) -> Callable[[str], Path]:
    """Makes a certificate that names its owner's organisation."""

    def made(organisation: str) -> Path:
        leaf = authority.issue_cert(HOST, organization_name=organisation)
        path = tmp_path / f"{organisation}.pem"
        path.write_bytes(leaf.private_key_pem.bytes() + leaf.cert_chain_pems[0].bytes())
        return path

    return made


@pytest.fixture(scope="session")
def contexts(tmp_path_factory: pytest.TempPathFactory, authority: trustme.CA) -> Iterator[dict[str, ssl.SSLContext]]:
    """Servers' certificates, good and bad; SSL_CERT_FILE names their authority."""
    folder = tmp_path_factory.mktemp("tls")
    long_ago = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    issued = {
        "good": authority.issue_cert(HOST),
        "expired": authority.issue_cert(HOST, not_before=long_ago, not_after=long_ago + datetime.timedelta(9)),
        "wrong-host": authority.issue_cert("other.example.org"),
        "incomplete": authority.create_child_ca().issue_cert(HOST),
    }
    made = {"self-signed": server_context(self_signed(folder / "self.pem"))}
    for name, leaf in issued.items():
        path = folder / f"{name}.pem"
        path.write_bytes(leaf.private_key_pem.bytes() + leaf.cert_chain_pems[0].bytes())
        made[name] = server_context(path)
    with pytest.MonkeyPatch.context() as patch, authority.cert_pem.tempfile() as bundle:
        patch.setenv("SSL_CERT_FILE", bundle)
        yield made


@pytest.fixture
def internet(contexts: dict[str, ssl.SSLContext]) -> Iterator[Internet]:
    server = Internet().start(contexts)
    yield server
    server.stop()
