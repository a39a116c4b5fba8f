"""What can go wrong on the way out, each with the sentence that the desk reads."""

from __future__ import annotations


class FetchProblem(Exception):
    """Something could not be had; `str()` says why, in Chinese."""

    retry_after: float | None = None  # the server's wish, in seconds


class AddressRefused(FetchProblem):
    """The address is malformed, or is one that we never dial."""


class SourceUnreachable(FetchProblem):
    """No name, no connection, or the connection broke."""


class TooSlow(FetchProblem):
    """The whole answer did not arrive within the deadline."""


class TooLarge(FetchProblem):
    """More than the limit, on the wire or unpacked."""


class BrokenAnswer(FetchProblem):
    """The answer is not HTTP, or its compression is broken or unknown."""


class TooManyRedirects(FetchProblem):
    """Sent on more often than we follow."""


class RobotsRefused(FetchProblem):
    """robots.txt asks us not to."""


class BadStatus(FetchProblem):
    """The server answered with an error."""

    WORDS = {
        401: "需要登录",
        403: "服务器拒绝访问",
        404: "页面不存在",
        410: "该地址已永久停用",
        429: "对方要求放慢访问",
        500: "对方服务器内部错误",
        502: "对方网关出错",
        503: "对方服务暂时不可用",
        504: "对方网关超时",
    }

    def __init__(self, status: int, *, retry_after: float | None = None) -> None:
        super().__init__(f"{self.WORDS.get(status, '对方返回错误')}（HTTP {status}）")
        self.status = status
        self.retry_after = retry_after
