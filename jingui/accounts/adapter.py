"""Where allauth asks the house: how letters look, who confirms an address, what a second factor is."""

import logging

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jingui.accounts import letters
from jingui.accounts.sealing import Unopened, open_sealed, seal

log = logging.getLogger(__name__)
SENT = "account/messages/email_confirmation_sent.txt"
HOUSES = {"weixin": "微信", "weibo": "微博"}


class Adapter(DefaultAccountAdapter):
    """Accounts of this house."""

    def render_mail(self, template_prefix, email, context, headers=None):
        """The letter as allauth writes it, and the same words in our dress."""
        letter = super().render_mail(template_prefix, email, context, headers)
        letter.subject, letter.body = self.in_script(letter.subject), self.in_script(letter.body)
        letter.attach_alternative(letters.dressed(letter.subject, letter.body), "text/html")
        return letter

    def in_script(self, words):
        """The words of a letter as its reader writes; the storey that knows the reader's page says how."""
        return words

    def send_mail(self, template_prefix, email, context):
        """A mail server that is away breaks no page: the reader may ask for the letter again."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:  # smtplib raises nothing else
            log.exception("a letter (%s) could not be sent", template_prefix)

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Where a letter was sent is told to its owner only: a known address would not be told it."""
        if message_template == SENT and not request.user.is_authenticated:
            return
        super().add_message(request, level, message_template, *args, **kwargs)

    def get_login_stages(self):
        """Who was given an account without any address has none to confirm."""
        ours = f"{__package__}.stages.ConfirmAddress"
        theirs = "allauth.account.stages.EmailVerificationStage"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    def get_password_change_redirect_url(self, request):
        return reverse("profile")


class SecondFactor(DefaultMFAAdapter):
    """A second factor (两步验证): an app's code or a passkey."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "unverified_email": _("Confirm your e-mail addresses first, or remove those that are not yours."),
        "incorrect_code": _("That is not the right code, or it has been used."),
    }

    def encrypt(self, text):
        return seal(text)

    def decrypt(self, encrypted_text):
        """What was sealed with another secret key is lost: no code fits it, and no page breaks."""
        try:
            return open_sealed(encrypted_text)
        except Unopened:
            log.error("a second factor was sealed with another JINGUI_SECRET_KEY")
            return generate_totp_secret()

    def _get_site_name(self):
        return settings.SITE_NAME

    def generate_authenticator_name(self, user, type):
        number = user.authenticator_set.filter(type=type).count()
        return gettext("Passkey %(number)d") % {"number": number + 1}


class OtherHouse(DefaultSocialAccountAdapter):
    """Signing in with an account of another house."""

    def populate_user(self, request, sociallogin, data):
        """What the other house calls the reader is the name that is shown here."""
        user = super().populate_user(request, sociallogin, data)
        user.display_name = (data.get("name") or data.get("username") or "")[:40]
        return user


def sign_in_houses(request):
    """(name, address) of each other house whose keys the operator has set."""
    providers = get_adapter().list_providers(request)
    return [
        (HOUSES.get(provider.id, provider.name), provider.get_login_url(request)) for provider in providers
    ]


def has_address(user):
    """Whether `user` gave any e-mail address."""
    return bool(user.email) or EmailAddress.objects.filter(user=user).exists()
