"""The ads of a page, and where each one leads."""

from urllib.parse import urlencode

from django.urls import reverse
from wagtail.images.utils import generate_signature

from jingui import clock
from jingui.ads import queries as ads
from jingui.portal.languages import with_prefix, without_prefix
from jingui.portal.minutely import for_a_minute

NARROW = (720, 128)  # pixels of a picture on phones


@for_a_minute
def ads_for(channel=None):
    """The ad of each slot of the pages of a channel (a slug), or of the other pages: {slot's slug: Ad}."""
    return ads.for_slots(clock.now(), channel)


def in_lists(channel=None):
    """Only what stands between the items of a list, for a page that has no other slot."""
    return {slot: ad for slot, ad in ads_for(channel).items() if slot == "list"}


def ad_link(ad):
    """Where an ad leads: by way of the count, but for what is our own or not booked yet."""
    if ad.is_house or not ad.booking:
        return with_prefix(ad.creative.url)
    query = f"?{urlencode({'channel': ad.channel})}" if ad.channel else ""
    return without_prefix(reverse("api:click", args=[ad.booking])) + query


def ad_frame(ad):
    """Where the HTML of an ad is."""
    if ad.booking:
        return reverse("creative", args=[ad.booking])
    return reverse("creative_draft", args=[ad.creative.pk])


def ad_picture(ad, scale=1):
    """Where the picture of an ad is, in the size of its slot or so many times that, for fine screens."""
    return _picture(ad.creative.image_id, ad.slot.width * scale, ad.slot.height * scale)


def ad_narrow_picture(ad):
    """Where its picture for phones is."""
    return _picture(ad.creative.narrow_image_id, *NARROW)


def _picture(image, width, height):
    size = f"max-{width}x{height}|format-webp"
    return without_prefix(reverse("picture", args=[generate_signature(image, size), image, size]))
