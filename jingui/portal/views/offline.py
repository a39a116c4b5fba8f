"""What a browser needs to keep the site on its home screen, and to say so when there is no line."""

import json

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jingui.portal import assets, cards, languages
from jingui.portal.public import public, public_page

PAPER = "#faf8f3"
DESCRIPTION = gettext_lazy(
    "Markets, companies, futures, currencies and precious metals: every story once, with its sources."
)
OLD_COPY = gettext_lazy(
    "No connection. This copy was kept at {time} (Beijing time); the article may have changed since."
)
DAY_SECONDS, FIVE_MINUTES = 24 * 3600, 300


def offline(request):
    """The page that is shown when there is no line."""
    return public_page(request, "portal/offline.html", {}, shows=["offline"], seconds=DAY_SECONDS)


def manifest(request):
    """The site as an application (https://www.w3.org/TR/appmanifest/)."""
    facts = {
        "id": "/",
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME,
        "description": str(DESCRIPTION),
        "lang": languages.current().code,
        "dir": "ltr",
        "start_url": reverse("home"),
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "categories": ["news", "finance"],
        "icons": [_icon(name) for name in cards.ICONS if name != "180"],
        "shortcuts": [
            {"name": _("24 hours"), "url": reverse("flashes")},
            {"name": _("Search"), "url": reverse("search")},
        ],
    }
    response = JsonResponse(facts, content_type="application/manifest+json")
    return public(response, seconds=DAY_SECONDS)


def _icon(name):
    side = name.rpartition("-")[2]
    purpose = "maskable" if name.startswith("maskable") else "any"
    address = languages.without_prefix(reverse("icon", args=[name]))
    return {"src": address, "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}


def service_worker(request):
    """The service worker, with what it keeps from the start and what it says above an old copy."""
    shell = [assets.address(name) for name in ("site.css", "site.js", "htmx.js", "mark.svg")]
    notes = {}
    for language in languages.LANGUAGES:
        with languages.speaking(language):
            shell.append(reverse("offline"))
            words = str(OLD_COPY)
            notes[language.prefix] = languages.in_script(language, words)
    worker = assets.asset("worker.js")
    head = f"const SHELL = {json.dumps(shell)};\nconst NOTES = {json.dumps(notes)};\n"
    version = json.dumps(f"{worker.digest}-{'-'.join(shell)}")
    body = f"{head}const VERSION = {version};\n{worker.content.decode()}"
    response = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    return public(response, seconds=FIVE_MINUTES)
