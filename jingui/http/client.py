"""Asking the web: guarded, limited, on time and polite. Nothing of Jingui goes out any other way."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.metadata import version

import httpcore
import httpx
from django.conf import settings

from jingui.http.addresses import Guard, Resolver, check_form, system_resolver
from jingui.http.dialling import CONNECT_SECONDS, Deadline, Dialler
from jingui.http.manners import Robots, Turns
from jingui.http.problems import (
    AddressRefused,
    BadStatus,
    BrokenAnswer,
    FetchProblem,
    SourceUnreachable,
    TooLarge,
    TooManyRedirects,
    TooSlow,
)
from jingui.http.unpacking import ACCEPTED, unpacked

MOST_BYTES = 15 * 1024 * 1024  # on the wire, and again unpacked
TOTAL_SECONDS = 20.0  # from the first look-up to the last byte, redirects included
PATIENCE_SECONDS = 60.0  # for one's turn at a busy host
MOST_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
LONGEST_RETRY_AFTER_SECONDS = 7 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Response:
    """An answer: where it came from in the end, status (2xx or 304), lower-case headers, unpacked body."""

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    permanent_url: str = ""  # where the address has moved for good, when it has
    wire_bytes: int = 0

    @property
    def not_modified(self) -> bool:
        return self.status == 304

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "")


class Client:
    """One way out, with its guard, its pace and its memory of robots.txt. Safe to share between threads."""

    def __init__(
        self,
        *,
        allow: tuple[str, ...] = (),
        agent: str = "Jingui",
        delay_seconds: float = 1.0,
        total_seconds: float = TOTAL_SECONDS,
        resolver: Resolver = system_resolver,
    ) -> None:
        self.guard = Guard.allowing(allow)
        self.agent = agent
        self.total_seconds = total_seconds
        self.resolver = resolver
        self.turns = Turns(delay_seconds)
        self.robots = Robots(lambda url: self.get(url).body, agent=agent)

    def get(self, url: str, *, etag: str = "", last_modified: str = "", for_page: bool = False) -> Response:
        """Fetch `url`, following redirects; `for_page` obeys robots.txt. Raises FetchProblem."""
        target, permanent_url, is_permanent = parsed(url), "", True
        asked = conditions(etag, last_modified)
        deadline: Deadline | None = None
        for _hop in range(MOST_REDIRECTS + 1):
            check_form(target)
            if for_page:
                self.robots.check(site_of(target), str(target))
            with self.turns.at(site_of(target), patience=PATIENCE_SECONDS):
                deadline = deadline or Deadline(self.total_seconds)
                response = self._exchange(target, asked, deadline)
            if response.status not in REDIRECTS:
                return answered(response, permanent_url)
            is_permanent = is_permanent and response.status in PERMANENT
            target = onward(target, response.headers.get("location", ""))
            permanent_url = str(target) if is_permanent else permanent_url
        raise TooManyRedirects(f"跳转超过 {MOST_REDIRECTS} 次")

    def post(self, url: str, *, body: bytes, content_type: str) -> Response:
        """Send `body` to `url`; the answer comes back whatever its status, and leads nowhere else.

        Raises FetchProblem when there is no answer.
        """
        target = parsed(url)
        check_form(target)
        asked = {"Content-Type": content_type, "Content-Length": str(len(body))}
        with self.turns.at(site_of(target), patience=PATIENCE_SECONDS):
            return self._exchange(target, asked, Deadline(self.total_seconds), body)

    def _exchange(
        self, url: httpx.URL, asked: Mapping[str, str], deadline: Deadline, body: bytes | None = None
    ) -> Response:
        """One request and its answer, whatever the status. Raises FetchProblem."""
        try:
            return self._ask(url, asked, deadline, body)
        except FetchProblem:
            raise
        except httpcore.TimeoutException:
            raise TooSlow(f"{self.total_seconds:.0f} 秒内没有收完") from None
        except httpcore.ProtocolError:
            raise BrokenAnswer("对方的回答不是完整的 HTTP") from None
        except (httpcore.NetworkError, ssl.SSLError, OSError) as problem:
            words = "证书验证失败" if "CERTIFICATE" in str(problem).upper() else "连接中断"
            raise SourceUnreachable(f"{words}（{url.host}）") from None

    def _ask(
        self, url: httpx.URL, asked: Mapping[str, str], deadline: Deadline, body: bytes | None
    ) -> Response:
        dialler = Dialler(guard=self.guard, resolver=self.resolver, deadline=deadline)
        origin = httpcore.Origin(
            url.raw_scheme, url.raw_host, url.port or (443 if url.scheme == "https" else 80)
        )
        timeouts = {"connect": CONNECT_SECONDS, "read": deadline.seconds, "write": deadline.seconds}
        request = httpcore.Request(
            "GET" if body is None else "POST",
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=self._headers(url, asked),
            content=body,
            extensions={"timeout": timeouts},
        )
        with httpcore.HTTPConnection(origin, ssl_context=trusted(), network_backend=dialler) as connection:
            answer = connection.handle_request(request)
            try:
                return read(url, answer, errors_too=body is not None)
            finally:
                answer.close()

    def _headers(self, url: httpx.URL, asked: Mapping[str, str]) -> list[tuple[str, str]]:
        return [
            ("Host", url.netloc.decode("ascii")),
            ("User-Agent", self.agent),
            ("Accept-Encoding", ACCEPTED),
            ("Accept", "*/*"),
            ("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.5"),
            ("Connection", "close"),
            *asked.items(),
        ]


def read(url: httpx.URL, answer: httpcore.Response, *, errors_too: bool = False) -> Response:
    """The answer with its body, within the limits; redirects and errors only with `errors_too`."""
    headers: dict[str, str] = {}
    for name, value in answer.headers:
        headers.setdefault(name.decode("latin-1").lower(), value.decode("utf-8", "replace"))
    if not errors_too and not 200 <= answer.status < 300:
        return Response(str(url), answer.status, headers)
    announced = headers.get("content-length", "")
    if announced.isdigit() and int(announced) > MOST_BYTES:
        raise TooLarge(f"内容超过 {MOST_BYTES >> 20} MB")
    packed = 0

    def chunks() -> Iterator[bytes]:
        nonlocal packed
        for chunk in answer.iter_stream():
            packed += len(chunk)
            yield chunk

    body = unpacked(chunks(), headers.get("content-encoding", ""), limit=MOST_BYTES)
    return Response(str(url), answer.status, headers, body, wire_bytes=packed)


def answered(response: Response, permanent_url: str) -> Response:
    """The response that `get` gives. Raises BadStatus for anything but 2xx and 304."""
    if response.status != 304 and not 200 <= response.status < 300:
        wish = retry_after(response.headers.get("retry-after", ""), now=datetime.now(UTC))
        raise BadStatus(response.status, retry_after=wish)
    return Response(
        response.url, response.status, response.headers, response.body, permanent_url, response.wire_bytes
    )


def parsed(url: str) -> httpx.URL:
    """Raises AddressRefused."""
    try:
        return httpx.URL(url.strip())
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise AddressRefused("这不是一个合法的网址") from None


def onward(url: httpx.URL, location: str) -> httpx.URL:
    """Where a redirect leads. Raises AddressRefused, and BrokenAnswer when it says nothing."""
    if not location:
        raise BrokenAnswer("跳转没有给出地址")
    try:
        return url.join(location)
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise AddressRefused("跳转到一个不合法的网址") from None


def site_of(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def conditions(etag: str, last_modified: str) -> dict[str, str]:
    asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in asked.items() if value and value.isascii() and value.isprintable()}


def retry_after(value: str, *, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, given as a number or as a date; at most a week."""
    seconds: float | None = None
    if value.strip().isdigit():
        seconds = float(value.strip()[:9])
    elif value:
        with suppress(ValueError, TypeError):
            moment = parsedate_to_datetime(value)
            seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds()
    return None if seconds is None else min(max(seconds, 0.0), LONGEST_RETRY_AFTER_SECONDS)


@cache
def trusted() -> ssl.SSLContext:
    """The TLS context, made once: loading the certificates takes 20 ms."""
    return httpx.create_ssl_context(trust_env=False)


@cache
def default_client() -> Client:
    """The client as the operator set it up."""
    return Client(
        allow=tuple(settings.FETCH_ALLOW),
        agent=f"Jingui/{version('jingui')} (+{settings.BASE_URL})",
        delay_seconds=settings.FETCH_DELAY_SECONDS,
    )


def get(url: str, *, etag: str = "", last_modified: str = "", for_page: bool = False) -> Response:
    """Fetch `url` as the operator allows. Raises FetchProblem."""
    return default_client().get(url, etag=etag, last_modified=last_modified, for_page=for_page)


def post(url: str, *, body: bytes, content_type: str) -> Response:
    """Send `body` to `url` as the operator allows. Raises FetchProblem."""
    return default_client().post(url, body=body, content_type=content_type)
