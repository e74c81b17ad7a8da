"""Hostile answers over real sockets: what is refused, what is capped, who never sees the token."""

from __future__ import annotations

import asyncio
import base64
import gzip
import json
import sys
import tracemalloc
import zlib

import pytest

from gui.errors import (
    ConnectionFailed,
    NotAllowed,
    NotFound,
    OutcomeUnknown,
    ServiceError,
    ServiceTrouble,
    UnexpectedAnswer,
)
from gui.model.values import FileUpload
from gui.sandbox.listening import stop_listening
from gui.secret import Secret
from gui.workable.body import encode_body
from gui.workable.endpoint import Endpoint, endpoint_from_url, endpoint_of_account
from gui.workable.failures import BrokenEnvironment, Interrupted, Outcome, outcome_of
from gui.workable.transport import LARGE_BODY, Limits, Transport
from tests.helpers.wait import until
from tests.workable.samples import FULL_ID, full
from tests.workable.wire_server import (
    TOKEN,
    Script,
    Seen,
    answer,
    connected,
    drop,
    raw,
    reset,
    serving,
    silence,
)

PATH = f"/candidates/{FULL_ID}"
JSON_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
QUICK = Limits(read_deadline=0.3, upload_deadline=0.6, answer_cap=200_000, file_cap=300_000)


def chunked(*parts: bytes, encoding: str = "", end: bool = True) -> Script:
    head = JSON_HEAD + b"Transfer-Encoding: chunked\r\n"
    head += f"Content-Encoding: {encoding}\r\n".encode() if encoding else b""
    body = b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in parts)
    return raw(head + b"\r\n" + body + (b"0\r\n\r\n" if end else b""), close=not end)


async def trickle(seen: Seen, writer: asyncio.StreamWriter) -> None:
    writer.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n"
    )
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.02)


async def endless(seen: Seen, writer: asyncio.StreamWriter) -> None:
    writer.write(JSON_HEAD + b"\r\n")
    while True:
        writer.write(b" " * 65536)
        await writer.drain()


# --- redirects and other hosts ------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["GET", "PATCH"])
async def test_no_redirect_is_followed_and_the_other_host_sees_nothing(
    status: int, method: str
) -> None:
    async with serving(answer({})) as other, serving() as server, connected(server) as client:
        target = f"http://localhost:{other.port}/spi/v3{PATH}"
        server.on(PATH, answer(b"", status, {"Location": target, "Set-Cookie": "a=b"}))
        with pytest.raises(UnexpectedAnswer) as caught:
            await (client.candidate(FULL_ID) if method == "GET" else client.patch(FULL_ID, b"{}"))
    assert "localhost" in caught.value.text
    assert outcome_of(caught.value) is Outcome.UNKNOWN
    assert other.seen == []
    assert len(server.seen) == 1


async def test_a_foreign_next_link_is_not_asked_and_the_list_goes_on() -> None:
    async with serving(answer({})) as other, serving() as server, connected(server) as client:
        rows = [{"id": "a1"}, {"id": "a2"}]
        link = f"http://127.0.0.1:{other.port}/spi/v3/candidates?since_id=a2"
        server.on("/candidates", answer({"candidates": rows, "paging": {"next": link}}))
        first = await client.candidates()
        await client.candidates(since=first.next)
    assert other.seen == []
    assert server.seen[1].query == {"since_id": "a2", "limit": "50"}


async def test_an_endpoint_that_was_not_checked_sends_nothing_elsewhere() -> None:
    async with serving(answer({})) as server:
        forged = Endpoint("http", "service.example", 80, f"@127.0.0.1:{server.port}/spi/v3", None)
        transport = await Transport.connect(forged, Secret(TOKEN))
        with pytest.raises(UnexpectedAnswer):
            await transport.send("GET", ("candidates",))
        await transport.aclose()
    assert server.seen == []


async def test_no_cookie_is_kept() -> None:
    script = answer({"candidate": full()}, headers={"Set-Cookie": "a=b; Path=/"})
    async with serving(script) as server, connected(server) as client:
        await client.candidate(FULL_ID)
        await client.candidate(FULL_ID)
    assert len(server.seen) == 2
    assert all("cookie" not in seen.headers for seen in server.seen)


@pytest.mark.parametrize(
    "segments",
    [("candidates", ".."), ("candidates", ""), ("a/b",), ("candidates", "."), ("a\\b",)],
)
async def test_a_path_cannot_climb(segments: tuple[str, ...]) -> None:
    async with serving(answer({})) as server:
        transport = await Transport.connect(server.endpoint, Secret(TOKEN))
        with pytest.raises(UnexpectedAnswer):
            await transport.send("GET", segments)
        await transport.aclose()
    assert server.seen == []


async def test_a_segment_with_signs_stays_one_segment() -> None:
    async with serving(answer({})) as server:
        transport = await Transport.connect(server.endpoint, Secret(TOKEN))
        await transport.send("GET", ("x?y#z@h:1%2f", "ü"), params={"q": "a&b=c#d"})
        await transport.aclose()
    assert server.seen[0].path == "/spi/v3/x%3Fy%23z%40h%3A1%252f/%C3%BC"
    assert server.seen[0].query == {"q": "a&b=c#d"}


# --- signed links -------------------------------------------------------------------------------


async def test_a_signed_link_is_asked_without_token_and_cookies() -> None:
    async with serving(answer({})) as server, serving() as storage, connected(server) as client:
        storage.scripts["/4/download/cv%20a.pdf"] = answer(
            b"%PDF-1.4", 200, {"Set-Cookie": "a=b"}, media="application/pdf"
        )
        url = f"http://127.0.0.1:{storage.port}/4/download/cv%20a.pdf?X-Amz-Signature=s%2Fg"
        await client.download(url)
        fetched = await client.download(url)
    assert (fetched.data, fetched.media, fetched.name) == (
        b"%PDF-1.4",
        "application/pdf",
        "cv a.pdf",
    )
    assert len(storage.seen) == 2
    for seen in storage.seen:
        assert "authorization" not in seen.headers
        assert "cookie" not in seen.headers
        assert TOKEN not in str(seen)
        assert seen.target.endswith("?X-Amz-Signature=s%2Fg")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://storage.example.com/a",
        "javascript:alert(1)",
        "//storage.example.com/a",
        "/a",
        "",
        "https://user@storage.example.com/a",
        "https://",
        "http://[::1/a",
    ],
)
async def test_what_is_no_link_is_not_asked_for(url: str) -> None:
    async with serving(answer({})) as server, connected(server) as client:
        with pytest.raises(UnexpectedAnswer):
            await client.download(url)


@pytest.mark.parametrize(
    ("status", "kind"), [(403, NotAllowed), (404, NotFound), (410, NotFound), (500, ServiceTrouble)]
)
async def test_a_refused_link_keeps_its_signature_to_itself(
    status: int, kind: type[Exception]
) -> None:
    script = answer("<Error>", status, media="text/xml")
    async with serving(script) as storage, connected(storage) as client:
        with pytest.raises(kind) as caught:
            await client.download(f"http://127.0.0.1:{storage.port}/a?X-Amz-Signature=s3cr3t")
    assert "s3cr3t" not in str(caught.value)


async def test_a_signed_link_that_redirects_is_not_followed() -> None:
    async with serving(answer({})) as other, serving() as storage, connected(storage) as client:
        storage.scripts["/a"] = answer(
            b"", 302, {"Location": f"http://localhost:{other.port}/b?sig=s3cr3t"}
        )
        with pytest.raises(UnexpectedAnswer) as caught:
            await client.download(f"http://127.0.0.1:{storage.port}/a")
    assert "localhost" in str(caught.value)
    assert "s3cr3t" not in str(caught.value)
    assert other.seen == []


async def test_the_resume_is_asked_for_anew_when_its_link_has_expired() -> None:
    async with serving() as server, connected(server) as client:
        server.scripts["/old"] = answer("<Expired>", 403, media="text/xml")
        server.scripts["/new"] = answer(b"%PDF-1.4", media="application/pdf")
        origin = server.endpoint.origin
        server.on(PATH, answer({"candidate": full() | {"resume_url": f"{origin}/old"}}))
        record = await client.candidate(FULL_ID)
        server.on(PATH, answer({"candidate": full() | {"resume_url": f"{origin}/new"}}))
        fetched = await client.resume(record)
    assert fetched.data == b"%PDF-1.4"
    assert [seen.path for seen in server.seen][1:] == ["/old", f"/spi/v3{PATH}", "/new"]


async def test_a_record_without_a_resume_says_so() -> None:
    script = answer({"candidate": full() | {"resume_url": None}})
    async with serving(script) as server, connected(server) as client:
        record = await client.candidate(FULL_ID)
        with pytest.raises(NotFound):
            await client.resume(record)


# --- size and time ------------------------------------------------------------------------------


async def failing_read(script: Script, limits: Limits = QUICK) -> ServiceError:
    async with serving(script) as server, connected(server, limits=limits) as client:
        with pytest.raises(ServiceError) as caught:
            await client.candidate(FULL_ID)
    assert TOKEN not in caught.value.sentence
    return caught.value


async def failing_write(script: Script, limits: Limits = QUICK, size: int = 20) -> ServiceError:
    async with serving(script) as server, connected(server, limits=limits) as client:
        with pytest.raises(ServiceError) as caught:
            await client.patch(FULL_ID, b"x" * size)
    assert len(server.seen) <= 1
    assert TOKEN not in caught.value.sentence
    return caught.value


async def test_a_bomb_is_not_unpacked() -> None:
    squeezer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    bomb = squeezer.compress(b" " * 100_000_000) + squeezer.flush()
    assert len(bomb) < 100_000
    tracemalloc.start()
    try:
        error = await failing_read(chunked(bomb, encoding="gzip"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(error, UnexpectedAnswer)
    assert "larger" in error.text
    assert peak < 10_000_000


async def test_a_large_answer_is_cut_off() -> None:
    error = await failing_read(endless, Limits(read_deadline=20, answer_cap=2_000_000))
    assert isinstance(error, UnexpectedAnswer)
    assert "1 MB" in error.text


async def test_an_answer_that_trickles_ends_at_the_deadline() -> None:
    error = await failing_read(trickle)
    assert isinstance(error, Interrupted)
    assert "too long" in error.text
    assert isinstance(await failing_write(trickle), OutcomeUnknown)


async def test_silence_ends_at_the_deadline() -> None:
    assert "too long" in (await failing_read(silence)).text
    assert isinstance(await failing_write(silence), OutcomeUnknown)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "x-gzip"])
async def test_compressed_answers_are_read(encoding: str) -> None:
    plain = b'{"candidate": {"id": "1de04059", "phone": "1"}}'
    packed = zlib.compress(plain) if encoding == "deflate" else gzip.compress(plain)
    parts = [packed[n : n + 7] for n in range(0, len(packed), 7)]
    script = chunked(*parts, encoding=encoding)
    async with serving(script) as server, connected(server) as client:
        assert (await client.candidate(FULL_ID)).get("phone") == "1"
    assert server.seen[0].headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize(
    "script",
    [
        drop,
        reset,
        raw(b"HTTP/1.1 200 OK\r\nContent-Ty", close=True),
        raw(JSON_HEAD + b"Content-Length: 50\r\n\r\n{", close=True),
        chunked(b'{"candidate"', end=False),
        chunked(gzip.compress(b'{"candidate": {}}')[:-9], encoding="gzip"),
        chunked(b"no gzip at all", encoding="gzip"),
        chunked(b"{}", encoding="br"),
        raw(b"SSH-2.0-OpenSSH_9.2\r\n", close=True),
        raw(b"\x15\x03\x01\x00\x02\x02\x46", close=True),
    ],
)
async def test_half_an_answer_is_none(script: Script) -> None:
    error = await failing_read(script)
    assert isinstance(error, Interrupted)
    assert "broke off" in error.text
    unknown = await failing_write(script)
    assert isinstance(unknown, OutcomeUnknown)
    assert "kept" in unknown.sentence


async def test_nobody_listens() -> None:
    async with serving(answer({})) as server:
        pass
    async with connected(server) as client:
        with pytest.raises(ConnectionFailed) as read:
            await client.candidate(FULL_ID)
        with pytest.raises(ConnectionFailed) as write:
            await client.patch(FULL_ID, b"{}")
    assert "127.0.0.1" in read.value.text
    assert outcome_of(write.value) is Outcome.NOT_APPLIED


async def test_after_closing_nothing_is_sent() -> None:
    async with serving(answer({})) as server:
        async with connected(server) as client:
            pass
        with pytest.raises(ConnectionFailed) as caught:
            await client.candidate(FULL_ID)
    assert "closed" in caught.value.text
    assert server.seen == []


@pytest.mark.parametrize("turns", range(16))
async def test_closing_ends_what_is_under_way_and_leaves_no_connection(turns: int) -> None:
    """At whatever point of the connecting, asking or reading it is: what was left open then
    would be found by the harness."""
    async with serving(silence) as server:
        transport = await Transport.connect(server.endpoint, Secret(TOKEN))
        reading = asyncio.ensure_future(transport.send("GET", ("candidates",)))
        writing = asyncio.ensure_future(transport.send("PATCH", ("candidates", "1"), body=b"{}"))
        for _turn in range(turns):
            await asyncio.sleep(0)
        await transport.aclose()
        assert (reading.done(), writing.done()) == ((True, True) if turns else (False, False))
        with pytest.raises(ServiceError) as read:
            await reading
        with pytest.raises(ServiceError) as write:
            await writing
    assert "closed" in read.value.text or "broke off" in read.value.text
    sent_nothing = not any(seen.method == "PATCH" for seen in server.seen)
    assert outcome_of(write.value) is Outcome.UNKNOWN or sent_nothing


# --- uploads ------------------------------------------------------------------------------------


async def test_a_large_body_arrives_whole() -> None:
    body = bytes(range(256)) * 4 * 1024 * 6 + b"end"
    async with serving(answer({"candidate": full()})) as server, connected(server) as client:
        result = await client.patch(FULL_ID, body)
    assert result.record is not None
    assert server.seen[0].body == body
    assert server.seen[0].headers["content-length"] == str(len(body))
    assert "transfer-encoding" not in server.seen[0].headers


async def test_a_body_with_a_file_arrives_whole_and_with_its_length() -> None:
    data = bytes(range(256)) * 20_000
    upload = FileUpload("cv.pdf", len(data), "re", "application/pdf")
    body = await encode_body({"resume": upload, "lastname": "李"}, lambda _file: data)
    async with serving(answer({"candidate": full()})) as server, connected(server) as client:
        result = await client.patch(FULL_ID, body)
    assert result.record is not None
    seen = server.seen[0]
    assert base64.b64decode(json.loads(seen.body)["candidate"]["resume"]["data"]) == data
    assert seen.headers["content-length"] == str(len(body)) == str(len(seen.body))
    assert "transfer-encoding" not in seen.headers


async def test_a_small_file_goes_the_same_way() -> None:
    upload = FileUpload("cv.pdf", 5, "re", "application/pdf")
    body = await encode_body({"resume": upload}, lambda _file: b"%PDF-")
    async with serving(answer({"candidate": full()})) as server, connected(server) as client:
        await client.patch(FULL_ID, body)
    sent = json.loads(server.seen[0].body)
    assert sent == {"candidate": {"resume": {"name": "cv.pdf", "data": "JVBERi0="}}}
    assert server.seen[0].headers["content-type"] == "application/json"


async def test_a_reset_during_an_upload_names_the_size() -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.transport.abort()

    listener = await asyncio.start_server(refuse, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    endpoint = endpoint_from_url(f"http://127.0.0.1:{port}/spi/v3")
    transport = await Transport.connect(endpoint, Secret(TOKEN))
    with pytest.raises(OutcomeUnknown) as caught:
        await transport.send("PATCH", ("candidates", FULL_ID), body=b"x" * 6_000_000)
    await transport.aclose()
    await stop_listening(listener)
    await listener.wait_closed()
    assert "6,000,000 bytes" in caught.value.text


async def test_an_early_413_is_read_although_the_body_was_not() -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 413 Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        # The rest of the body is taken off the line, so that the answer is not lost in a reset.
        while await reader.read(65536):
            pass
        writer.close()

    listener = await asyncio.start_server(refuse, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    endpoint = endpoint_from_url(f"http://127.0.0.1:{port}/spi/v3")
    transport = await Transport.connect(endpoint, Secret(TOKEN))
    result = await transport.send("PATCH", ("candidates", FULL_ID), body=b"x" * LARGE_BODY * 4)
    await transport.aclose()
    await stop_listening(listener)
    await listener.wait_closed()
    assert result.status == 413


async def test_cancelling_an_upload_leaves_a_client_that_works() -> None:
    async with serving(silence) as server, connected(server) as client:
        sending = asyncio.ensure_future(client.patch(FULL_ID, b"x" * 4_000_000))
        await until(lambda: server.seen)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError) as caught:
            await sending
        assert outcome_of(caught.value) is Outcome.UNKNOWN
        server.on(PATH, answer({"candidate": full()}))
        assert (await client.candidate(FULL_ID)).id == FULL_ID


# --- surroundings -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("HTTPS_PROXY", "socks9://proxy.example:1"),
        ("https_proxy", "http://[::1"),
        ("ALL_PROXY", "socks5://proxy.example:1080"),
        ("HTTP_PROXY", "gopher://proxy.example"),
        ("NO_PROXY", "[::1"),
        ("SSL_CERT_FILE", "/nowhere/ca.pem"),
        ("SSL_CERT_DIR", "/nowhere/certs"),
    ],
)
async def test_a_broken_variable_is_named(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(BrokenEnvironment) as caught:
        await Transport.connect(endpoint_of_account("harbourworks"), Secret(TOKEN))
    assert caught.value.variable == variable
    assert variable in caught.value.text
    assert outcome_of(caught.value) is Outcome.NOT_APPLIED


async def test_requests_to_this_machine_pass_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(answer({})) as proxy, serving() as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        server.on(PATH, answer({"candidate": full()}))
        async with connected(server) as client:
            await client.candidate(FULL_ID)
    assert proxy.seen == []
    assert len(server.seen) == 1


async def test_a_proxy_that_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(answer("no", 407, media="text/plain")) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
        transport = await Transport.connect(endpoint_of_account("harbourworks"), Secret(TOKEN))
        with pytest.raises(ConnectionFailed) as caught:
            await transport.send("PATCH", ("candidates", FULL_ID), body=b"{}")
        await transport.aclose()
    assert "proxy" in caught.value.text
    assert outcome_of(caught.value) is Outcome.NOT_APPLIED
    assert [seen.method for seen in proxy.seen] == ["CONNECT"]
    assert TOKEN not in str(proxy.seen)


# --- work that is done once ---------------------------------------------------------------------


async def test_a_request_after_the_first_looks_for_no_module_on_the_disk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A library that is not there would be looked for again and again, on the event loop."""
    looked_for: list[str] = []

    class Noting:
        def find_spec(self, name: str, *_more: object) -> None:
            looked_for.append(name)

    async with serving(answer(full())) as server, connected(server) as client:
        await client.candidate(FULL_ID)
        monkeypatch.setattr("sys.meta_path", [Noting(), *sys.meta_path])
        await client.candidate(FULL_ID)
    assert looked_for == []
