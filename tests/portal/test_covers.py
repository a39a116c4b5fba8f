from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from lxml import etree
from PIL import Image as Pixels
from wagtail.images.models import Image

from jingui.portal import covers
from jingui.portal.drawings import FAMILIES
from tests.factories import an_article


@pytest.mark.parametrize("channel", [*covers.STYLES, "24h"])
def test_a_cover_is_a_drawing_always_the_same_and_never_anothers(channel):
    drawn = covers.cover(channel, 7)

    assert drawn == covers.cover.__wrapped__(channel, 7)
    assert drawn != covers.cover(channel, 8)
    assert etree.fromstring(drawn).get("preserveAspectRatio") == "xMidYMid slice"


@pytest.mark.parametrize("channel", covers.STYLES)
def test_a_cover_is_small(channel):
    assert max(len(covers.cover(channel, number)) for number in range(20)) < 24_000


def test_every_family_belongs_to_a_channel():
    assert {style[0] for style in covers.STYLES.values()} == set(FAMILIES)


def test_a_cover_may_be_kept_for_ever(client):
    answer = client.get("/cover/2/7-stocks.svg")

    assert answer["Content-Type"] == "image/svg+xml"
    assert "immutable" in answer["Cache-Control"]


@pytest.mark.django_db
def test_a_photograph_is_cut_to_size_and_kept_for_ever(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    pixels = BytesIO()
    Pixels.new("RGB", (600, 400), "teal").save(pixels, "PNG")
    photograph = Image.objects.create(title="港口", file=ContentFile(pixels.getvalue(), name="port.png"))

    answer = client.get(covers.picture(an_article(cover=photograph), 480, 320))

    assert answer["Content-Type"] == "image/webp"
    assert Pixels.open(BytesIO(answer.getvalue())).size == (480, 320)
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.django_db
def test_a_picture_whose_address_we_did_not_sign_is_refused(client):
    assert client.get("/picture/forged/1/fill-9000x9000/").status_code == 403
