"""A picture of an article's address, for a phone held up to the screen (微信扫一扫)."""

import io

import qrcode
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from qrcode.image.svg import SvgPathImage

from jingui.portal.public import for_ever

CELL = 10  # of the drawing's own units
QUIET_CELLS = 2  # the empty border; readers manage with less than the four of ISO/IEC 18004


def qr(request, pk):
    """An SVG that depends on nothing but the address, so no article is asked for."""
    address = settings.BASE_URL.rstrip("/") + reverse("article_short", args=[pk])
    code = qrcode.make(address, image_factory=SvgPathImage, box_size=CELL, border=QUIET_CELLS)
    drawing = io.BytesIO()
    code.save(drawing)
    return for_ever(HttpResponse(drawing.getvalue(), content_type="image/svg+xml"))
