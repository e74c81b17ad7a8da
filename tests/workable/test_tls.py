"""Certificates that do not pass: each cause has its own sentence, and nothing is sent (H27)."""

from __future__ import annotations

import asyncio
import ssl
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from gui.sandbox.listening import stop_listening
from gui.workable import transport
from gui.workable.failures import Outcome, UntrustedConnection, outcome_of
from tests.workable.samples import FULL_ID, full
from tests.workable.wire_server import WireServer, answer, connected, serving

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Authority:
    """A certificate authority made for one test run."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    folder: Path

    def server(self, name: str, host: str, start: timedelta, end: timedelta) -> ssl.SSLContext:
        """A server's context with a certificate for the host, valid from and to now plus that."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName(
            [x509.DNSName(host), x509.IPAddress(ip_address("127.0.0.9"))]
        )
        certificate = _certificate(
            _name(host), key.public_key(), self.certificate.subject, self.key, start, end, names
        )
        path = self.folder / f"{name}.pem"
        path.write_bytes(
            certificate.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def trusting(self) -> ssl.SSLContext:
        """A client's context that knows this authority and no other."""
        text = self.certificate.public_bytes(serialization.Encoding.PEM).decode()
        return ssl.create_default_context(cadata=text)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(
    subject: x509.Name,
    key: ec.EllipticCurvePublicKey,
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    start: timedelta,
    end: timedelta,
    names: x509.SubjectAlternativeName | None = None,
) -> x509.Certificate:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + start)
        .not_valid_after(now + end)
        .add_extension(x509.BasicConstraints(ca=names is None, path_length=None), critical=True)
    )
    if names is not None:
        builder = builder.add_extension(names, critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Test authority")
    certificate = _certificate(name, key.public_key(), name, key, -DAY, DAY)
    return Authority(key, certificate, tmp_path_factory.mktemp("tls"))


async def test_a_good_certificate_passes(authority: Authority) -> None:
    context = authority.server("good", "localhost", -DAY, DAY)
    script = answer({"candidate": full()})
    async with (
        serving(script, context=context) as server,
        connected(server, context=authority.trusting()) as client,
    ):
        assert (await client.candidate(FULL_ID)).id == FULL_ID


@pytest.mark.parametrize(
    ("host", "start", "end", "says"),
    [
        ("localhost", -9 * DAY, -DAY, "has expired"),
        ("localhost", DAY, 9 * DAY, "not valid yet"),
        ("elsewhere.example", -DAY, DAY, "another name"),
    ],
)
async def test_each_fault_has_its_sentence(
    authority: Authority, host: str, start: timedelta, end: timedelta, says: str
) -> None:
    context = authority.server("bad", host, start, end)
    async with (
        serving(answer({}), context=context) as server,
        connected(server, context=authority.trusting()) as client,
    ):
        with pytest.raises(UntrustedConnection) as read:
            await client.candidate(FULL_ID)
        with pytest.raises(UntrustedConnection) as write:
            await client.patch(FULL_ID, b"{}")
    assert says in read.value.text
    assert "localhost" in read.value.text
    assert "Nothing was sent" in write.value.sentence
    assert outcome_of(write.value) is Outcome.NOT_APPLIED
    assert server.seen == []


async def test_an_authority_that_the_system_does_not_know(authority: Authority) -> None:
    context = authority.server("unknown", "localhost", -DAY, DAY)
    async with serving(answer({}), context=context) as server, connected(server) as client:
        with pytest.raises(UntrustedConnection) as caught:
            await client.candidate(FULL_ID)
    assert "does not know" in caught.value.text
    assert "company" in caught.value.next_step
    assert server.seen == []


async def test_the_system_s_store_is_what_decides(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = authority.folder / "authority.pem"
    path.write_bytes(authority.certificate.public_bytes(serialization.Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    context = authority.server("known", "localhost", -DAY, DAY)
    script = answer({"candidate": full()})
    async with serving(script, context=context) as server, connected(server) as client:
        assert (await client.candidate(FULL_ID)).id == FULL_ID


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system itself is asked")
async def test_a_store_at_another_place_than_openssl_expects(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = authority.folder / "store.pem"
    path.write_bytes(authority.certificate.public_bytes(serialization.Encoding.PEM))
    nowhere = SimpleNamespace(cafile=None)
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: nowhere)
    monkeypatch.setattr(transport, "_LINUX_STORES", ("/nowhere.pem", str(path)))
    context = authority.server("elsewhere", "localhost", -DAY, DAY)
    script = answer({"candidate": full()})
    async with serving(script, context=context) as server, connected(server) as client:
        assert (await client.candidate(FULL_ID)).id == FULL_ID


async def test_https_to_a_server_that_speaks_plain_http(authority: Authority) -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    listener = await asyncio.start_server(plain, "127.0.0.1", 0)
    server = WireServer(port=listener.sockets[0].getsockname()[1], secure=True)
    async with connected(server, context=authority.trusting()) as client:
        with pytest.raises(UntrustedConnection) as caught:
            await client.patch(FULL_ID, b"{}")
    await stop_listening(listener)
    await listener.wait_closed()
    assert "No secure connection" in caught.value.text
    assert outcome_of(caught.value) is Outcome.NOT_APPLIED
