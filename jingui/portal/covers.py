"""Covers drawn by code: the channel chooses the family and the inks, the article's number the drawing."""

from functools import lru_cache
from random import Random

from django.urls import reverse
from wagtail.images.utils import generate_signature

from jingui.portal.drawings import FAMILIES, HEIGHT, WIDTH
from jingui.portal.languages import without_prefix

EDITION = 2  # raise it when the drawings change: their addresses are kept for ever
STYLES = {  # channel -> family, grounds (one is drawn by lot), ink, second ink
    "global": ("lines", ("#1f393b", "#243a33"), "#d8a53c", "#5d6a4f"),
    "stocks": ("candles", ("#22314b", "#2b2f45"), "#c9d3e2", "#8fa3c0"),
    "funds": ("grid", ("#3a3428", "#333127"), "#d9bd86", "#a98d58"),
    "insight": ("type", ("#2c2b29", "#33302b"), "#d9cdb6", "#b97d10"),
    "futures": ("bars", ("#2b3a2a", "#2a3a35"), "#9db585", "#6f8a62"),
    "futures-research": ("contours", ("#26382f", "#2c382a"), "#a9bd97", "#6f8b72"),
    "forex": ("lines", ("#21314b", "#283048"), "#b9c4d6", "#5f7392"),
    "metals": ("contours", ("#3a281c", "#37291f"), "#cfa465", "#8d6a3c"),
    "tech": ("circles", ("#2a2640", "#252a42"), "#a9a2cc", "#6f688f"),
}
QUIET = ("lines", ("#33312c",), "#c9c0ab", "#8a8270")  # any other channel


@lru_cache(maxsize=512)
def cover(channel, number):
    """The SVG of article `number` in `channel`, always the same."""
    family, grounds, ink, second = STYLES.get(channel, QUIET)
    lot = Random(f"{channel}/{number}")
    ground, drawing = lot.choice(grounds), FAMILIES[family](lot, ink, second)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="xMidYMid slice">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{ground}"/>{drawing}</svg>'
    )


def picture(article, width, height):
    """Where the picture of `article` is: the source's own photograph, cut to size, or the drawing."""
    if article.cover_id:
        size = f"fill-{width}x{height}|format-webp"
        signature = generate_signature(article.cover_id, size)
        return without_prefix(reverse("picture", args=[signature, article.cover_id, size]))
    return without_prefix(reverse("cover", args=[EDITION, article.pk, article.channel.slug]))
