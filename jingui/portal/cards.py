"""Pictures for those that take no SVG: a cover as a JPEG, the mark of the house as a PNG."""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from itertools import pairwise

from django.urls import reverse
from lxml import etree
from PIL import Image, ImageDraw
from wagtail.images.utils import generate_signature

from jingui.portal import covers
from jingui.portal.drawings import HEIGHT, WIDTH
from jingui.portal.languages import without_prefix

CARD = (1200, 630)  # what most networks ask for
FINER = 2  # drawn so many times as large, then made smaller: lines without steps
STEP = re.compile(r"([MLhvz])([^MLhvz]*)")
PAPER, GOLD = "#faf8f3", "#b97d10"
PETALS = ((16, 8.2, 5.1, 6.2), (16, 23.8, 5.1, 6.2), (8.2, 16, 6.2, 5.1), (23.8, 16, 6.2, 5.1))  # mark.svg
HEART = (16, 16, 2.6, 2.6)
MARK = 32  # its side
SAFE = 0.62  # of a maskable icon: whatever shape cuts it, the mark is whole
ICONS = {
    "180": 1.0,
    "192": 1.0,
    "512": 1.0,
    "maskable-512": SAFE,
}  # name -> how much of its side the mark takes


def picture(article):
    """Where the picture is that stands beside a link to `article` on other people's pages: 1200 × 630."""
    if article.cover_id:
        size = f"fill-{CARD[0]}x{CARD[1]}|format-jpeg"
        signature = generate_signature(article.cover_id, size)
        return without_prefix(reverse("picture", args=[signature, article.cover_id, size]))
    return without_prefix(reverse("card", args=[covers.EDITION, article.pk, article.channel.slug]))


def card(channel, number):
    """The cover of article `number` as a JPEG."""
    scale = FINER * CARD[0] / WIDTH
    top = (HEIGHT - CARD[1] * WIDTH / CARD[0]) / 2
    image = Image.new("RGB", (CARD[0] * FINER, CARD[1] * FINER))
    pen = ImageDraw.Draw(image, "RGBA")
    for element in etree.fromstring(covers.cover(channel, number)):
        draw = SHAPES.get(etree.QName(element).localname)
        if draw:  # type is left out: the typeface is the reader's, not the server's
            draw(pen, element.attrib, lambda x, y: (x * scale, (y - top) * scale), scale)
    return _saved(image.resize(CARD, Image.Resampling.LANCZOS), "JPEG", quality=86, progressive=True)


def _ink(facts, name):
    """The colour of a fill or a stroke, with its opacity; None for none."""
    colour = facts.get(name, "none")
    if colour == "none":
        return None
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue, round(255 * float(facts.get(f"{name}-opacity", 1)))


def _rect(pen, facts, at, scale):
    x, y = float(facts.get("x", 0)), float(facts.get("y", 0))
    corner = at(x + float(facts["width"]), y + float(facts["height"]))
    pen.rectangle((*at(x, y), *corner), fill=_ink(facts, "fill"))


def _circle(pen, facts, at, scale):
    x, y, radius = (float(facts[name]) for name in ("cx", "cy", "r"))
    box = (*at(x - radius, y - radius), *at(x + radius, y + radius))
    pen.ellipse(box, outline=_ink(facts, "stroke"), width=round(float(facts["stroke-width"]) * scale))


def _path(pen, facts, at, scale):
    """Lines from point to point, or squares: all that the drawings have."""
    fill, stroke = _ink(facts, "fill"), _ink(facts, "stroke")
    for line in _lines(facts["d"]):
        points = [at(x, y) for x, y in line]
        if fill:
            pen.polygon(points, fill=fill)
        elif stroke:
            width = max(1, round(float(facts["stroke-width"]) * scale))
            for start, end in pairwise(points):
                pen.line((start, end), fill=stroke, width=width)


def _lines(path):
    """The points of each stretch of a path of M, L, h, v and z."""
    found = []
    for verb, numbers in STEP.findall(path):
        values = [float(number) for number in numbers.split()]
        if verb == "M":
            found.append([tuple(values)])
        elif verb != "z":
            x, y = found[-1][-1]
            found[-1].append(_onward(verb, x, y, values))
    return found


def _onward(verb, x, y, values):
    if verb == "L":
        return tuple(values)
    return (x + values[0], y) if verb == "h" else (x, y + values[0])


SHAPES = {"rect": _rect, "circle": _circle, "path": _path}


@lru_cache(maxsize=len(ICONS))
def icon(name):
    """The mark on paper as a PNG. Raises KeyError."""
    share, side = ICONS[name], int(name.rpartition("-")[2])
    whole = side * FINER * 2
    image = Image.new("RGB", (whole, whole), PAPER)
    pen = ImageDraw.Draw(image)
    unit = whole * share / MARK
    edge = (whole - unit * MARK) / 2
    for ink, ellipses in ((GOLD, PETALS), (PAPER, (HEART,))):
        for x, y, wide, high in ellipses:
            box = (x - wide, y - high, x + wide, y + high)
            pen.ellipse([edge + each * unit for each in box], fill=ink)
    return _saved(image.resize((side, side), Image.Resampling.LANCZOS), "PNG", optimize=True)


def _saved(image, form, **how):
    kept = BytesIO()
    image.save(kept, form, **how)
    return kept.getvalue()
