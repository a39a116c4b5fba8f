"""Pictures of an article: fetched once, re-encoded, kept with the desk's images, shown from our own address.

They are Wagtail images rather than bare files: editors find, crop and replace them in the desk, covers need
them anyway, and Django's storages carry them to S3. The sizes are made here, so that no reader waits for one.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha1
from io import BytesIO
from urllib.parse import urlsplit

import lxml.html
from django.core.files.base import ContentFile
from django.db import transaction
from lxml import etree
from PIL import Image as Pixels
from PIL import ImageOps
from wagtail.images.models import Image
from wagtail.models import Collection

from jingui.http import FetchProblem, SourceUnreachable, TooSlow
from jingui.ingest.draft import Draft
from jingui.ingest.sources.polled import Get
from jingui.ingest.sources.tidy import web_address

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "AVIF")
MOST_PIXELS = 40_000_000  # a 40-megapixel bitmap is 160 MB in memory
LONGEST_SIDE = 2000
SMALLEST_SIDE = 32  # below it is a tracking pixel or an icon
COVER_WIDTH = 400
MOST_PICTURES = 20
WIDTHS = (480, 960, 1600)
SIZES = "(min-width: 48rem) 42rem, 100vw"
QUALITY = 82
COLLECTION = "来稿图片"
CARRIERS = ("figure", "picture", "p", "a", "li", "div")  # what is left empty when its picture goes


class BadPicture(ValueError):
    """These bytes are no picture we can show; `str()` says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture as we keep it: WebP, upright, without metadata."""

    content: bytes
    width: int
    height: int


def with_pictures(draft: Draft, *, cover: str, get: Get) -> tuple[Draft, Image | None]:
    """The draft with its pictures at our own address, and its cover.

    `cover` is what the feed names beside the body. A picture that cannot be had leaves the text whole:
    its figure goes, and a line on the trail says so.
    """
    album = Album(get)
    root = lxml.html.fragment_fromstring(draft.body, create_parent="div")
    for picture in list(root.iter("img")):
        url = web_address(picture.get("src"), draft.url)
        _place(picture, album.fetched(url, title=_title_of(picture, draft)))
    first = next((image for image in album.kept.values() if image and image.width >= COVER_WIDTH), None)
    if cover and not first:
        first = album.fetched(cover, title=draft.headline)
    draft = draft.but(body=_inner(root))
    for words in album.problems:
        draft = draft.but(because=words)
    return draft, first


class Album:
    """The pictures of one article: each fetched once, and a host that does not answer not asked again."""

    def __init__(self, get: Get) -> None:
        self.get = get
        self.kept: dict[str, Image | None] = {}
        self.problems: list[str] = []
        self._silent: set[str] = set()

    def fetched(self, url: str, *, title: str) -> Image | None:
        """The picture behind `url`, kept; None when it cannot be had, or is one too many."""
        if not url:
            self.problems.append("配图地址无效，已略去")
            return None
        host = urlsplit(url).hostname or url[:60]
        if url not in self.kept and len(self.kept) < MOST_PICTURES and host not in self._silent:
            self.kept[url] = self._fetch(url, host, title)
        return self.kept.get(url)

    def _fetch(self, url: str, host: str, title: str) -> Image | None:
        try:
            return keep(encoded(self.get(url).body), title=title)
        except (FetchProblem, BadPicture) as problem:
            if isinstance(problem, SourceUnreachable | TooSlow):
                self._silent.add(host)
            self.problems.append(f"配图未能取得（{host}：{problem}），已略去")
        return None


def encoded(material: bytes) -> Encoded:
    """Any picture as upright WebP of at most 2000 pixels a side, without EXIF. Raises BadPicture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pixels.DecompressionBombWarning)
            return _encoded(material)
    except (Pixels.DecompressionBombWarning, Pixels.DecompressionBombError):
        raise BadPicture("像素过多") from None
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as problem:
        raise problem if isinstance(problem, BadPicture) else BadPicture("不是可用的图片") from None


def _encoded(material: bytes) -> Encoded:
    with Pixels.open(BytesIO(material), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise BadPicture("像素过多")
        if min(picture.size) < SMALLEST_SIDE:
            raise BadPicture("尺寸过小")
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # JPEG: decode no more than is shown
        upright = ImageOps.exif_transpose(picture)
        shown = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    shown.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Pixels.Resampling.LANCZOS)
    buffer = BytesIO()
    shown.save(buffer, "WEBP", quality=QUALITY, method=4)
    return Encoded(buffer.getvalue(), shown.width, shown.height)


def keep(picture: Encoded, *, title: str) -> Image:
    """The picture in the desk's library with all its sizes; the same picture is kept once."""
    digest = sha1(picture.content, usedforsecurity=False).hexdigest()  # as Wagtail's file_hash
    collection = _collection()
    image = Image.objects.filter(file_hash=digest, collection=collection).first()
    if image is None:
        image = Image(
            title=title[:255] or digest[:12],
            collection=collection,
            file_hash=digest,
            file_size=len(picture.content),
            width=picture.width,
            height=picture.height,
            file=ContentFile(picture.content, name=f"{digest[:20]}.webp"),
        )
        image.save()
    image.get_renditions(*(spec for spec, _ in renditions_of(image)))
    return image


def renditions_of(image: Image) -> Iterator[tuple[str, int]]:
    """The sizes made of an image, as Wagtail filter specs with their widths; the last is its own width."""
    for width in WIDTHS:
        if width < image.width:
            yield f"width-{width}|format-webp", width
    if image.width < WIDTHS[-1]:
        yield "original|format-webp", image.width


def only_ours(body: str) -> str:
    """`body` without pictures of other addresses: no page of ours ever points at them."""
    if "<img" not in body:
        return body
    root = lxml.html.fragment_fromstring(body, create_parent="div")
    for picture in list(root.iter("img")):
        if not picture.get("srcset"):  # the sanitiser refuses srcset: only `_place` writes it
            _place(picture, None)
    return _inner(root)


def _place(picture: etree._Element, image: Image | None) -> None:
    """Point an <img> at our copy; without one, take it out with what only held it."""
    if image is None:
        _remove(picture)
        return
    sizes = image.get_renditions(*(spec for spec, _ in renditions_of(image)))
    shown = list(sizes.values())
    alt = picture.get("alt", "")
    picture.attrib.clear()
    picture.set("src", shown[-1].url)
    picture.set("srcset", ", ".join(f"{size.url} {size.width}w" for size in shown))
    picture.set("sizes", SIZES)
    picture.set("width", str(shown[-1].width))
    picture.set("height", str(shown[-1].height))
    picture.set("alt", alt)
    picture.set("loading", "lazy")
    picture.set("decoding", "async")


def _remove(picture: etree._Element) -> None:
    figure = next(picture.iterancestors("figure"), None)
    goes = picture if figure is None else figure
    while (parent := goes.getparent()) is not None:
        goes.drop_tree()
        holds_nothing = not len(parent) and not (parent.text or "").strip()
        if parent.tag not in CARRIERS or parent.getparent() is None or not holds_nothing:
            return
        goes = parent


def _inner(root: etree._Element) -> str:
    parts = [lxml.html.tostring(child, encoding="unicode") for child in root]
    return (root.text or "") + "".join(parts)


def _title_of(picture: etree._Element, draft: Draft) -> str:
    """What an editor finds the picture by: its caption, else the headline."""
    figure = next(picture.iterancestors("figure"), None)
    caption = figure.find(".//figcaption") if figure is not None else None
    words = "".join(caption.itertext()).strip() if caption is not None else ""
    return words or picture.get("alt", "") or draft.headline


@transaction.atomic
def _collection() -> Collection:
    """The shelf of the image library that the pipeline fills."""
    root = Collection.get_first_root_node()
    found = root.get_children().filter(name=COLLECTION).first()
    return found or root.add_child(name=COLLECTION)
