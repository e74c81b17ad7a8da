"""The one HTTP client of an account, and a second one that knows no token.

Every rule about where bytes may go is held here: the host is asserted for each request, no
redirect is followed, answers are capped in size and time, and signed links are fetched by a
client that has neither token nor cookies (H22, H23, H26-H30, H32). Stays away from what the
bytes mean and from repeating anything.

The only module here that imports httpx when imported; it is wanted after the first window.
"""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import os
import ssl
import sys
import zlib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urlsplit

import httpx
import truststore

from gui import __version__
from gui.errors import SetByOrganisation
from gui.i18n import _
from gui.secret import Secret
from gui.workable.answer import Answer, Fetched
from gui.workable.body import Body, FileBody
from gui.workable.endpoint import Endpoint, is_loopback
from gui.workable.failures import (
    bad_environment,
    bad_link,
    closed,
    from_transport,
    moved,
    refused_link,
    too_large,
)

READ_DEADLINE: Final = 30.0
UPLOAD_DEADLINE: Final = 120.0
"""Seconds for a whole request and its answer, however slowly it trickles (H30)."""

ANSWER_CAP: Final = 8 * 1024 * 1024
FILE_CAP: Final = 32 * 1024 * 1024
"""Bytes of an answer after decompression."""

LARGE_BODY: Final = 256 * 1024
"""From this size on a request counts as an upload: longer deadline, size named on a reset."""

_TIMEOUT: Final = httpx.Timeout(20.0, connect=10.0, write=30.0, pool=30.0)
_PROXY_VARIABLES: Final = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")
_CHUNK: Final = 64 * 1024
_LINUX_STORES: Final = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Ubuntu, Arch
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  # Fedora, Red Hat
    "/etc/ssl/ca-bundle.pem",  # SUSE
    "/etc/ssl/cert.pem",  # Alpine
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes that a request may take; tests make them small."""

    read_deadline: float = READ_DEADLINE
    upload_deadline: float = UPLOAD_DEADLINE
    answer_cap: int = ANSWER_CAP
    file_cap: int = FILE_CAP


class Transport:
    """Sends requests of one account to its endpoint and nowhere else. Made by `connect`."""

    def __init__(
        self,
        endpoint: Endpoint,
        api: httpx.AsyncClient,
        make_plain: Callable[[bool], httpx.AsyncClient],
        limits: Limits,
        *,
        read_only: bool = False,
    ) -> None:
        self.endpoint = endpoint
        self._read_only = read_only
        self._api = api
        self._make_plain = make_plain
        self._plain: dict[bool, httpx.AsyncClient] = {}
        self._making = asyncio.Lock()
        self._limits = limits
        self._under_way: set[asyncio.Timeout] = set()
        self._closing = False

    @classmethod
    async def connect(
        cls,
        endpoint: Endpoint,
        token: Secret,
        *,
        limits: Limits = Limits(),
        context: ssl.SSLContext | None = None,
        read_only: bool = False,
    ) -> Transport:
        """Makes the client of the service; nothing is sent yet.

        With `read_only` every request but a GET is a `SetByOrganisation` before its first byte.
        `context` replaces the system's trust store. An environment that no client can be made
        from is a `BrokenEnvironment` that names the variable (H28).
        """
        # A proxy for requests to this machine would only be one more place to see the token.
        trust_env = not endpoint.is_loopback
        own = {"Authorization": f"Bearer {token.reveal()}", "Accept": "application/json"}

        def made(is_https: bool, headers: Mapping[str, str]) -> httpx.AsyncClient:
            _import_what_requests_need()
            # Certificates take a while to read and much room, and http has none.
            needed = context if is_https else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            return _client(needed or system_trust(), trust_env, headers)

        api = await asyncio.to_thread(made, endpoint.base_url.startswith("https:"), own)
        plain = partial(made, headers={"Accept": "*/*"})
        return cls(endpoint, api, plain, limits, read_only=read_only)

    async def aclose(self) -> None:
        """Closes all connections; requests under way fail, and have when this returns.

        First they, then the clients: one that was just connecting would else put its connection
        into a client that is closed already, and leave it open.
        """
        self._closing = True
        while self._under_way:
            for limit in self._under_way:
                if not limit.expired():
                    limit.reschedule(0.0)  # over now
            await asyncio.sleep(0)
        await self._api.aclose()
        for plain in self._plain.values():
            await plain.aclose()

    async def send(
        self,
        method: str,
        segments: tuple[str, ...],
        *,
        params: Mapping[str, str] | None = None,
        body: Body | None = None,
    ) -> Answer:
        """One request below the base path, its answer whatever the status, redirects excepted.

        The path is built from its escaped segments. Failures of the network, of TLS, of time
        and of size come as errors of `gui.errors`; so does any redirect (H22).
        """
        path = "/".join(quote(_segment(segment), safe="") for segment in segments)
        url = httpx.URL(f"{self.endpoint.base_url}/{path}", params=dict(params or {}) or None)
        self._assert_ours(url)
        content = b"" if isinstance(body, FileBody) else body
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if self._closing:
            raise closed(self.endpoint.host)
        size = len(body) if body is not None else 0
        if isinstance(body, FileBody):
            headers["Content-Length"] = str(size)
        large = size >= LARGE_BODY
        deadline = self._limits.upload_deadline if large else self._limits.read_deadline
        write = method != "GET"
        if write and self._read_only:
            raise SetByOrganisation(
                _("Your organisation has set Redline to read only."),
                kept=_("Nothing was sent; your changes are kept as a draft."),
                next_step=_("Ask your IT if you have to send."),
            )
        try:
            async with self._limited(deadline):
                request = self._api.build_request(method, url, content=content, headers=headers)
                if isinstance(body, FileBody):
                    request.stream = _Slices(body.slices)
                elif large:
                    request.stream = _Slices(partial(_slices, body or b""))
                answer = await self._receive(self._api, request, self._limits.answer_cap)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ssl.SSLError, OSError) as error:
            # What cannot be sent is quoted in this one error, the token perhaps (H24).
            cause = None if isinstance(error, httpx.LocalProtocolError) else error
            upload = size if large and not self._closing else None
            raise from_transport(
                self._told(error), host=self.endpoint.host, write=write, upload=upload
            ) from cause
        if 300 <= answer.status < 400:
            raise moved(answer, host=self.endpoint.host, write=write)
        return answer

    async def _for_files(self, address: httpx.URL) -> httpx.AsyncClient:
        """The client without a token, made when the first file of its kind is asked for."""
        is_https = address.scheme == "https"
        async with self._making:
            if is_https not in self._plain:
                self._plain[is_https] = await asyncio.to_thread(self._make_plain, is_https)
        return self._plain[is_https]

    async def fetch(self, url: str) -> Fetched:
        """The file behind a signed link, asked for without token and cookies (H23, H32).

        `gui.errors.NotAllowed` or `NotFound` when the storage refuses it, so that the record can
        be read again for a fresh link. No error text holds the link, which counts as a secret.
        """
        address = _signed(url)
        try:
            if self._closing:
                raise closed(address.host)
            async with self._limited(self._limits.upload_deadline):
                plain = await self._for_files(address)
                request = plain.build_request("GET", address)
                answer = await self._receive(plain, request, self._limits.file_cap)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ssl.SSLError, OSError) as error:
            raise from_transport(self._told(error), host=address.host, write=False) from error
        if 300 <= answer.status < 400:
            raise moved(answer, host=address.host, write=False)
        if not answer.ok:
            raise refused_link(answer, host=address.host)
        name = unquote(urlsplit(str(address)).path.rpartition("/")[2]) or None
        media = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Fetched(answer.body, media or None, name)

    @asynccontextmanager
    async def _limited(self, seconds: float) -> AsyncIterator[None]:
        """Ends what is inside after that time (TimeoutError), or when the transport is closed."""
        async with asyncio.timeout(seconds) as limit:
            self._under_way.add(limit)
            try:
                yield
            finally:
                self._under_way.discard(limit)

    def _told(self, error: Exception) -> Exception:
        """The error as it is told: what this side closed was not late."""
        if self._closing and isinstance(error, TimeoutError):
            return httpx.CloseError("closed on this side")
        return error

    async def _receive(self, client: httpx.AsyncClient, request: httpx.Request, cap: int) -> Answer:
        response = await client.send(request, stream=True)
        try:
            headers = {name.lower(): value for name, value in response.headers.items()}
            body = await _capped(response, headers, cap)
        finally:
            await response.aclose()
        return Answer(response.status_code, headers, body)

    def _assert_ours(self, url: httpx.URL) -> None:
        ours = self.endpoint
        if (url.scheme, url.host, url.port) != (ours.scheme, ours.host, ours.port) or url.userinfo:
            raise bad_link(url.host)


async def read_public(url: str, cap: int, *, limits: Limits = Limits()) -> bytes:
    """A small public file over https, asked for without a token, cookies or redirects.

    Errors of `gui.errors` where it does not come, for an address that is not https too (http on
    this machine excepted).
    """
    address = _signed(url)
    if address.scheme != "https" and not is_loopback(address.host):
        raise bad_link(address.host)
    try:
        async with asyncio.timeout(limits.read_deadline):
            client = await asyncio.to_thread(
                lambda: _client(system_trust(), not is_loopback(address.host), {"Accept": "*/*"})
            )
            async with client:
                response = await client.send(client.build_request("GET", address), stream=True)
                try:
                    names = {name.lower(): value for name, value in response.headers.items()}
                    body = await _capped(response, names, cap)
                finally:
                    await response.aclose()
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ssl.SSLError, OSError) as error:
        raise from_transport(error, host=address.host, write=False) from error
    answer = Answer(response.status_code, names, body)
    if 300 <= answer.status < 400:
        raise moved(answer, host=address.host, write=False)
    if not answer.ok:
        raise refused_link(answer, host=address.host)
    return body


async def _capped(response: httpx.Response, headers: Mapping[str, str], cap: int) -> bytes:
    """The body, decompressed here step by step, so that no bomb is ever unpacked (H30)."""
    unpack = _Unpacking(headers.get("content-encoding", ""), cap)
    problem: Exception | None = None
    try:
        async for chunk in response.aiter_raw(_CHUNK):
            if problem is None and (problem := unpack.add(chunk)) is not None:
                # Closed first and read on until the closed line says so: that ends the
                # generators below from inside. Left half-way, nobody might ever close them.
                await response.aclose()
    except httpx.HTTPError:
        if problem is None:
            raise
    if problem is not None:
        raise problem
    return unpack.whole()


class _Unpacking:
    """The bytes of one answer so far, never more than `cap` of them."""

    def __init__(self, encoding: str, cap: int) -> None:
        self._encoding = encoding.strip().lower() or "identity"
        self._inflate = None
        if self._encoding in ("gzip", "x-gzip", "deflate"):
            self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self._cap = cap
        self._parts: list[bytes] = []
        self._size = 0

    def add(self, chunk: bytes) -> Exception | None:
        """Takes a chunk as it came; what is wrong with it, if anything."""
        if self._inflate is None and self._encoding != "identity":
            return httpx.DecodingError("unknown content encoding")
        try:
            room = self._cap - self._size + 1
            part = chunk if self._inflate is None else self._inflate.decompress(chunk, room)
        except zlib.error:
            return httpx.DecodingError("damaged compression")
        self._size += len(part)
        if self._size > self._cap:
            self._parts.clear()
            return too_large(self._cap)
        self._parts.append(part)
        return None

    def whole(self) -> bytes:
        """All of it."""
        if self._inflate is not None and self._parts and not self._inflate.eof:
            raise httpx.RemoteProtocolError("the compressed answer ends early")
        return b"".join(self._parts)


class _Slices(httpx.AsyncByteStream):
    """A body in small steps, each under the write time-out: slow lines take minutes in all."""

    def __init__(self, slices: Callable[[], Iterator[bytes]]) -> None:
        self._slices = slices

    def __aiter__(self) -> _SliceIterator:
        return _SliceIterator(self._slices())


class _SliceIterator:
    """Not an async generator: one that a cancelled upload leaves half-way is never closed."""

    def __init__(self, slices: Iterator[bytes]) -> None:
        self._rest = slices

    def __aiter__(self) -> _SliceIterator:
        return self

    async def __anext__(self) -> bytes:
        for part in self._rest:
            return part
        raise StopAsyncIteration


def _slices(body: bytes) -> Iterator[bytes]:
    whole = memoryview(body)
    return (bytes(whole[at : at + _CHUNK]) for at in range(0, len(body), _CHUNK))


def _segment(segment: str) -> str:
    if segment in ("", ".", "..") or "/" in segment or "\\" in segment:
        raise bad_link(None)
    return segment


def _signed(url: str) -> httpx.URL:
    try:
        address = httpx.URL(url)
    except (httpx.InvalidURL, TypeError, ValueError) as error:
        raise bad_link(None) from error
    if address.scheme not in ("http", "https") or not address.host or address.userinfo:
        raise bad_link(address.host or None)
    return address


def _import_what_requests_need() -> None:
    """In the thread now instead of on the event loop with the first request (50 ms)."""
    for module in ("anyio", "anyio._backends._asyncio", "h11", "httpcore"):
        importlib.import_module(module)
    if importlib.util.find_spec("sniffio") is None:
        # httpcore looks for it four times a request, through every folder of the path.
        sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]


def system_trust() -> ssl.SSLContext:
    """The system's trust store, so that the certificates of company proxies are known (H27)."""
    for variable in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        value = os.environ.get(variable)
        if value and not Path(value).exists():
            raise bad_environment(variable)
    if sys.platform != "linux":
        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # There the store is a file, which truststore would read anew for each connection, on the
    # event loop (40 ms).
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.set_default_verify_paths()
    if ssl.get_default_verify_paths().cafile is None and not os.environ.get("SSL_CERT_DIR"):
        # An OpenSSL that was built elsewhere, as in a frozen program, looks in the wrong place.
        store = next((path for path in _LINUX_STORES if Path(path).is_file()), None)
        if store is not None:
            context.load_verify_locations(store)
    return context


def _client(
    context: ssl.SSLContext, trust_env: bool, headers: Mapping[str, str]
) -> httpx.AsyncClient:
    try:
        client = httpx.AsyncClient(
            headers={
                "User-Agent": f"Redline/{__version__}",
                "Accept-Encoding": "gzip",
                **headers,
            },
            verify=context,
            trust_env=trust_env,
            follow_redirects=False,
            timeout=_TIMEOUT,
        )
    except (ValueError, TypeError, ImportError, OSError, httpx.InvalidURL) as error:
        raise bad_environment(_broken_variable()) from error
    # Neither the service nor its storage needs a cookie, so none is ever kept.
    client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return client


def _broken_variable() -> str:
    """The name of the proxy variable that cannot be used."""
    present = [
        name
        for upper in _PROXY_VARIABLES
        for name in (upper, upper.lower())
        if os.environ.get(name)
    ]
    for name in present:
        value = os.environ[name]
        try:
            httpx.AsyncHTTPTransport(proxy=value if "://" in value else f"http://{value}")
        except (ValueError, TypeError, ImportError, OSError, httpx.InvalidURL):
            return name
    return "NO_PROXY" if os.environ.get("NO_PROXY") or os.environ.get("no_proxy") else "HTTPS_PROXY"
