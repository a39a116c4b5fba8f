"""How do we ask the web for something? The one client for everything that goes out."""

from jingui.http.client import Client, Response, default_client, get, post
from jingui.http.problems import (
    AddressRefused,
    BadStatus,
    BrokenAnswer,
    FetchProblem,
    RobotsRefused,
    SourceUnreachable,
    TooLarge,
    TooManyRedirects,
    TooSlow,
)

__all__ = [
    "AddressRefused",
    "BadStatus",
    "BrokenAnswer",
    "Client",
    "FetchProblem",
    "Response",
    "RobotsRefused",
    "SourceUnreachable",
    "TooLarge",
    "TooManyRedirects",
    "TooSlow",
    "default_client",
    "get",
    "post",
]
