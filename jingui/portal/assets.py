"""The stylesheet and the scripts: many small files, one address each, that changes with the content."""

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from markupsafe import Markup

from jingui.portal.languages import without_prefix

FOLDER = Path(__file__).parent / "static" / "portal"
BUNDLES = {  # what is served -> which files, in this order
    "site.css": ("css/layers.css", "css/*.css", "css/components/*.css", "css/pages/*.css"),
    "site.js": ("js/elements/*.js",),
    "htmx.js": ("vendor/htmx.min.js",),
    "mark.svg": ("mark.svg",),
    "worker.js": ("js/worker/worker.js",),
}
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    """One thing to serve."""

    name: str
    content: bytes
    digest: str

    @property
    def content_type(self):
        return f"{TYPES[Path(self.name).suffix]}; charset=utf-8"


def asset(name):
    """The asset as its files are now (in development) or were at the start. Raises KeyError."""
    return _read(name) if settings.DEBUG else _kept(name)


def address(name):
    """Where `name` is served; it may be kept for ever."""
    return without_prefix(reverse("asset", args=[asset(name).digest, name]))


def first_script():
    """What stands in every page itself; settings.SECURE_CSP knows its digest and lets no other run."""
    return Markup(settings.FIRST_SCRIPT)


def files(name):
    """The files of a bundle, each once, in order."""
    found = (path for pattern in BUNDLES[name] for path in sorted(FOLDER.glob(pattern)))
    return list(dict.fromkeys(found))


def _read(name):
    content = b"\n".join(path.read_bytes().strip() for path in files(name))
    return Asset(name, content, blake2b(content, digest_size=6).hexdigest())


_kept = cache(_read)
