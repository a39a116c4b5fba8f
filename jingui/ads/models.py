"""What pays: slots on the pages, creatives to put there, bookings that say when, and what came of it."""

import zlib

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jingui.ads import reach
from jingui.news.models import Channel

MOST = MaxValueValidator(2**31 - 1)  # what every database holds


class Slot(models.Model):
    """广告位: a place on the page, with the height it reserves."""

    slug = models.SlugField(_("slug"), max_length=20, unique=True)  # top, list, article, side
    name = models.CharField(_("name"), max_length=40)
    width = models.PositiveSmallIntegerField(_("width in pixels"))
    height = models.PositiveSmallIntegerField(_("height in pixels"))

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")

    def __str__(self):
        return self.name


class CreativeKind(models.TextChoices):
    IMAGE = "image", _("image")
    TEXT = "text", _("text")
    HTML = "html", _("HTML in a frame")


class Creative(models.Model):
    """创意: what is shown, and where a click leads."""

    name = models.CharField(_("name"), max_length=80)
    advertiser = models.CharField(_("advertiser"), max_length=80)
    kind = models.CharField(_("kind"), max_length=5, choices=CreativeKind, default=CreativeKind.TEXT)
    headline = models.CharField(_("headline"), max_length=40, blank=True)
    text = models.CharField(_("text"), max_length=120, blank=True)
    image = models.ForeignKey(
        "wagtailimages.Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image"),
    )
    narrow_image = models.ForeignKey(
        "wagtailimages.Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image on phones"),
        help_text=_("about 720 by 128 pixels; without one, phones show the image above"),
    )
    html = models.TextField(_("HTML"), blank=True, help_text=_("shown in a sandboxed frame, without scripts"))
    url = models.CharField(_("address"), max_length=1000)
    is_house = models.BooleanField(_("house ad"), default=False, help_text=_("shown where nothing is booked"))
    is_demo = models.BooleanField(_("demo"), default=False, editable=False)

    class Meta:
        verbose_name = _("creative")
        verbose_name_plural = _("creatives")

    def __str__(self):
        return self.name

    def clean(self):
        """It holds what its kind shows, and leads to a page."""
        super().clean()
        if not self.url.startswith(("https://", "http://", "/")) or self.url.startswith("//"):
            raise ValidationError({"url": _("An address begins with https:// or /.")})
        if not self.url.isprintable() or " " in self.url:
            raise ValidationError({"url": _("An address holds no spaces.")})
        if not getattr(self, {"text": "headline"}.get(self.kind, self.kind)):
            raise ValidationError(_("What is to be shown is missing."))


class BookingQuerySet(models.QuerySet):
    def running(self, now):
        return self.filter(Q(starts_at__lte=now) & (Q(ends_at=None) | Q(ends_at__gt=now)), paused=False)

    def open_to(self, channel):
        """Those for every page, and those for this channel (a slug)."""
        return self.filter(Q(channels=None) | Q(channels__slug=channel)).distinct()


class Booking(models.Model):
    """排期: a creative in a slot for a time; the weightier is shown more often, until a cap is reached."""

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="bookings", verbose_name=_("slot"))
    creative = models.ForeignKey(
        Creative, models.PROTECT, related_name="bookings", verbose_name=_("creative")
    )
    channels = models.ManyToManyField(
        Channel, blank=True, related_name="+", verbose_name=_("channels"), help_text=_("none: every page")
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1, validators=[MaxValueValidator(1_000)])
    cap = models.PositiveIntegerField(_("impressions in all"), null=True, blank=True, validators=[MOST])
    daily_cap = models.PositiveIntegerField(_("impressions a day"), null=True, blank=True, validators=[MOST])
    paused = models.BooleanField(_("paused"), default=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        constraints = [
            models.CheckConstraint(
                name="booking_ends_after_it_starts", condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(name="booking_has_weight", condition=Q(weight__gte=1)),
        ]

    def __str__(self):
        return f"{self.slot}: {self.creative}"


class AdCount(models.Model):
    """What came of a booking on the pages of a channel on a day (Beijing time)."""

    booking = models.ForeignKey(
        Booking, models.CASCADE, related_name="counts", db_index=False, verbose_name=_("booking")
    )
    day = models.DateField(_("day"), db_index=True)
    channel = models.SlugField(
        _("channel"), max_length=20, blank=True, db_index=False
    )  # "": not in a channel
    impressions = models.PositiveIntegerField(_("impressions"), default=0)
    clicks = models.PositiveIntegerField(_("clicks"), default=0)

    class Meta:
        verbose_name = _("ad count")
        verbose_name_plural = _("ad counts")
        constraints = [models.UniqueConstraint(fields=["booking", "day", "channel"], name="ad_count_once")]

    def __str__(self):
        return f"{self.booking_id} {self.day} {self.channel}: {self.impressions} / {self.clicks}"


class Place(models.TextChoices):
    """What can be reached."""

    SITE = "site", _("the whole site")
    SLOT = "slot", _("slot")
    CHANNEL = "channel", _("channel")


class Reach(models.Model):
    """触达: who came by a place on a day, as registers (see reach.py) in which nobody can be found."""

    place = models.CharField(_("place"), max_length=7, choices=Place)
    name = models.SlugField(
        _("name"), max_length=20, blank=True, db_index=False
    )  # of the slot or the channel
    day = models.DateField(_("day"), db_index=True)
    packed = models.BinaryField(default=b"")
    visitors = models.PositiveIntegerField(_("visitors"), default=0)  # what the registers are estimated at
    is_demo = models.BooleanField(_("demo"), default=False, editable=False)

    class Meta:
        verbose_name = _("reach")
        verbose_name_plural = _("reach")
        constraints = [models.UniqueConstraint(fields=["place", "name", "day"], name="reach_once")]

    def __str__(self):
        return f"{self.place} {self.name} {self.day}"

    @property
    def registers(self):
        """One byte a register."""
        return zlib.decompress(self.packed) if self.packed else reach.NOBODY

    @registers.setter
    def registers(self, registers):
        self.packed, self.visitors = zlib.compress(registers), round(reach.estimate(registers))


class Salt(models.Model):
    """What visitors' numbers are hashed with on one day (Beijing time); forgotten the day after."""

    day = models.DateField(unique=True)
    salt = models.BinaryField()

    class Meta:
        verbose_name = _("salt of a day")
        verbose_name_plural = _("salts of days")

    def __str__(self):
        return str(self.day)
