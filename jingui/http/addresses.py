"""Which addresses may be dialled? The check is made on the address itself, never on the name."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue

import httpx

from jingui.http.problems import AddressRefused, SourceUnreachable, TooSlow

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address
type Network = ipaddress.IPv4Network | ipaddress.IPv6Network
type Resolver = Callable[[str, int], Sequence[str]]

USUAL_PORTS = frozenset({80, 443, *range(8000, 9000)})
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052
V4_COMPATIBLE = ipaddress.IPv6Network("::/96")  # RFC 4291, deprecated
SPECIAL = (
    ipaddress.ip_network("168.63.129.16/32"),  # Azure's platform service, on a public address
    ipaddress.ip_network("192.88.99.0/24"),  # 6to4 relays, RFC 7526
    ipaddress.ip_network("fec0::/10"),  # site-local, RFC 3879
)


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses private, loopback, link-local, metadata, multicast and reserved addresses, however written.

    `allowed` are ranges that the operator opened in JINGUI_FETCH_ALLOW; at those any port will do.
    """

    allowed: tuple[Network, ...] = ()

    @classmethod
    def allowing(cls, ranges: Iterable[str]) -> Guard:
        """A guard that lets `ranges` (CIDR) through. Raises ValueError for a range that is none."""
        return cls(tuple(ipaddress.ip_network(each, strict=False) for each in ranges))

    def check(self, address: str, port: int) -> None:
        """Raises AddressRefused when `address` may not be dialled at `port`."""
        ip = ipaddress.ip_address(address.split("%")[0])
        if any(self.opens(each) for each in (ip, *embedded(ip))):
            return
        if not all(is_public(each) for each in (ip, *embedded(ip))):
            raise AddressRefused(f"地址 {ip} 属于内网或保留网段，不予访问")
        if port not in USUAL_PORTS:
            raise AddressRefused(f"端口 {port} 不是网站常用端口，不予访问")

    def opens(self, ip: Address) -> bool:
        return any(ip in network for network in self.allowed)


def is_public(ip: Address) -> bool:
    """Whether `ip` itself (not what is embedded in it) is an address of the open internet."""
    if isinstance(ip, ipaddress.IPv6Address) and embedded(ip):
        return True  # it stands for the embedded address, which is checked as well
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in SPECIAL)


def embedded(ip: Address) -> tuple[ipaddress.IPv4Address, ...]:
    """The v4 addresses that a v6 address leads to: mapped, compatible, 6to4, Teredo, NAT64."""
    if isinstance(ip, ipaddress.IPv4Address) or int(ip) <= 1:  # :: and ::1 are v4-compatible in form only
        return ()
    if ip.teredo:
        return ip.teredo
    if ip in NAT64 or ip in V4_COMPATIBLE:
        return (ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF),)
    inner = ip.ipv4_mapped or ip.sixtofour
    return (inner,) if inner else ()


def check_form(url: httpx.URL) -> None:
    """Raises AddressRefused for what is not a plain http(s) address."""
    if url.scheme not in ("http", "https"):
        raise AddressRefused(f"只支持 http 和 https 地址，不支持 {url.scheme or '空'}")
    if url.userinfo:
        raise AddressRefused("地址里不能带用户名和密码")
    if url.port is not None and not 0 < url.port < 65_536:
        raise AddressRefused("地址里的端口不存在")
    if not url.host:
        raise AddressRefused("地址里没有主机名")


def system_resolver(host: str, port: int) -> Sequence[str]:
    """Every address the system knows for `host`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def resolve(host: str, port: int, *, resolver: Resolver, timeout: float) -> Sequence[str]:
    """`resolver`'s answer within `timeout` seconds: the system's own has no limit, so it runs in a thread."""
    answers: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolver(host, port))
        except (OSError, UnicodeError) as problem:
            answers.put(problem)

    threading.Thread(target=ask, daemon=True, name=f"resolve {host}").start()
    try:
        answer = answers.get(timeout=max(timeout, 0.001))
    except Empty:
        raise TooSlow(f"解析域名 {host} 超时") from None
    if isinstance(answer, Exception) or not answer:
        raise SourceUnreachable(f"找不到主机 {host}")
    return answer
