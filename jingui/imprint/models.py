"""What the site says of itself where an editor changed it, and what people write to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LONGEST_LETTER_CHARACTERS = 3_000


class PageName(models.TextChoices):
    """The pages about the site; each has its fixed address, /about/ and so on."""

    ABOUT = "about", _("About")
    CONTACT = "contact", _("Contact")
    COOPERATION = "cooperation", _("Work with us")
    PRIVACY = "privacy", _("Privacy")
    TERMS = "terms", _("Terms of use")


class Page(models.Model):
    """页面: one of the pages about the site. An empty body shows the text that comes with the package."""

    name = models.CharField(_("page"), max_length=20, choices=PageName, unique=True, editable=False)
    body = models.TextField(_("text"), blank=True)
    changed_at = models.DateTimeField(_("changed at"), null=True, blank=True, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def __str__(self):
        return self.get_name_display()

    def get_absolute_url(self):
        return f"/{self.name}/"


class LetterKind(models.TextChoices):
    """What a letter is about."""

    MISTAKE = "mistake", _("a mistake in a report")
    LEAD = "lead", _("a lead")
    RIGHTS = "rights", _("rights and reprints")
    COOPERATION = "cooperation", _("working together")
    COMPLAINT = "complaint", _("unlawful or harmful content")
    OTHER = "other", _("something else")


class LetterState(models.TextChoices):
    UNREAD = "unread", _("unread")
    DONE = "done", _("dealt with")


class Letter(models.Model):
    """来信: what somebody wrote to the desk. Neither an address of the network nor a device is kept."""

    kind = models.CharField(_("about"), max_length=12, choices=LetterKind)
    name = models.CharField(_("written by"), max_length=40, blank=True)
    address = models.EmailField(_("e-mail address"), blank=True)
    text = models.TextField(_("letter"), max_length=LONGEST_LETTER_CHARACTERS)
    at = models.DateTimeField(_("received at"))
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="letters"
    )
    state = models.CharField(_("state"), max_length=8, choices=LetterState, default=LetterState.UNREAD)
    remark = models.CharField(_("remark of the desk"), max_length=400, blank=True)
    done_at = models.DateTimeField(_("dealt with at"), null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [
            models.Index(fields=["at", "id"], name="letter_unread", condition=Q(state="unread")),
        ]
        constraints = [models.CheckConstraint(name="letter_says_something", condition=~Q(text=""))]

    def __str__(self):
        return f"{self.get_kind_display()}：{self.text[:40]}"
