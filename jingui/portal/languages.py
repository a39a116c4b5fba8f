"""The language of a page is part of its address: traditional characters at /hant/, an English frame at /en/.

Everything behind the prefix is the same page. While one is made, Django's script prefix is the language's,
so that every address that is reversed leads on in the same language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation
from django.utils.encoding import iri_to_uri

from jingui.text.variant_markup import convert_json, convert_markup
from jingui.text.variants import for_print


@dataclass(frozen=True, slots=True)
class Language:
    """One way to read the site."""

    code: str  # as HTML says it
    name: str  # as its readers say it
    prefix: str
    catalogue: str  # the words of the frame, before any conversion
    is_converted: bool = False
    has_own_content: bool = True  # else a page is the simplified one to a search engine


SIMPLIFIED = Language("zh-Hans", "简体", "", "zh-hans")
TRADITIONAL = Language("zh-Hant", "繁體", "/hant", "zh-hans", is_converted=True)
ENGLISH = Language("en", "English", "/en", "en", has_own_content=False)
LANGUAGES = (SIMPLIFIED, TRADITIONAL, ENGLISH)
# What has no language, or one of its own: at these addresses a prefix leads nowhere.
WITHOUT_PREFIX = (
    *("/admin/", "/static/", "/media/", "/documents/", "/healthz", "/robots.txt", "/sitemap", "/llms.txt"),
    *("/indexnow/", "/sw.js"),
)


def split(path: str) -> tuple[Language, str]:
    """The language of an address, and the rest of it; a prefix before what has no language is none."""
    for language in (TRADITIONAL, ENGLISH):
        if path.startswith(language.prefix) and path[len(language.prefix) :][:1] in ("", "/"):
            rest = path[len(language.prefix) :]
            return (SIMPLIFIED, path) if rest.startswith(WITHOUT_PREFIX) else (language, rest)
    return SIMPLIFIED, path


def current() -> Language:
    """The language of the page that is being made."""
    prefix = get_script_prefix().rstrip("/")
    return next((language for language in LANGUAGES if language.prefix == prefix), SIMPLIFIED)


def without_prefix(address: str) -> str:
    """An address of ours as the simplified page has it, the same for every language."""
    return address.removeprefix(current().prefix)


def with_prefix(address: str) -> str:
    """An address written down without a language, in the page's own; what is not ours stays as it is."""
    is_ours = address.startswith("/") and not address.startswith("//")
    return current().prefix + address if is_ours and split(address)[0] is SIMPLIFIED else address


def absolute(path: str) -> str:
    """The full address of one of our paths."""
    return settings.BASE_URL.rstrip("/") + path


def ways(request: HttpRequest) -> list[tuple[Language, str]]:
    """Where the page at hand is in each language, with what its address asks."""
    _language, rest = split(request.path)
    query = iri_to_uri(request.META.get("QUERY_STRING", ""))
    return [(each, each.prefix + rest + (f"?{query}" if query else "")) for each in LANGUAGES]


def canonical(request: HttpRequest) -> str:
    """Where the page at hand truly lives: in its script, without what its address asks."""
    language, rest = split(request.path)
    return absolute((language if language.has_own_content else SIMPLIFIED).prefix + rest)


def alternates(request: HttpRequest) -> list[tuple[str, str]]:
    """(hreflang, address) of the page at hand: each script, and the simplified one for everybody else."""
    _language, rest = split(request.path)
    scripts = [(each.code, absolute(each.prefix + rest)) for each in LANGUAGES if each.has_own_content]
    return [*scripts, ("x-default", absolute(rest))]


def by_address(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: answer /hant/… and /en/… with the page behind the prefix."""

    def answer(request: HttpRequest) -> HttpResponse:
        language, rest = split(request.path_info)
        if language is SIMPLIFIED:
            return get_response(request)
        if not rest:
            return HttpResponsePermanentRedirect(f"{language.prefix}/")
        request.path_info = rest
        with speaking(language):
            return shown_in(language, get_response(request))

    return answer


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Within it, words are the catalogue's and addresses lead on in `language`."""
    before = get_script_prefix()
    set_script_prefix(f"{language.prefix}/")
    try:
        with translation.override(language.catalogue):
            yield
    finally:
        set_script_prefix(before)


def in_script(language: Language, markup: str) -> str:
    """The markup as readers of `language` write."""
    return convert_markup(markup, for_print) if language.is_converted else markup


def shown_in(language: Language, response: HttpResponse) -> HttpResponse:
    """The answer in the script of its language."""
    if not language.is_converted or response.streaming or not response.content:
        return response
    kind = response.get("Content-Type", "").partition(";")[0]
    if kind in ("text/html", "application/atom+xml", "application/rss+xml"):
        response.content = in_script(language, response.text)
    elif kind in ("application/json", "application/feed+json", "application/manifest+json"):
        response.content = convert_json(response.text, for_print)
    if "Content-Length" in response:
        response["Content-Length"] = str(len(response.content))
    return response
