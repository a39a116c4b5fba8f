"""allauth's forms in our words."""

import struct

from allauth.account import forms as theirs
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkeys
from allauth.socialaccount.forms import SignupForm as OtherHouseSignupForm
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from jingui.accounts.models import User

LABELS = {
    "login": _("User name or e-mail address"),
    "email": _("E-mail"),
    "username": _("User name"),
    "oldpassword": _("Present password"),
    "code": _("Six digits, or a recovery code"),
}
LONGEST_ADDRESS_CHARACTERS = User._meta.get_field("email").max_length  # the column's; a form's is longer
GOOD_PASSWORD = _("At least 8 characters, neither a common one nor like your name or address.")
NOT_AN_ADDRESS = _("Enter a valid email address.")  # as Django says it, so that its fields say ours


class InOurWords:
    """Labels above the fields, nothing inside them, and one sentence on passwords."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            if name == "email":
                field.validators.append(MaxLengthValidator(LONGEST_ADDRESS_CHARACTERS))
            if name in ("password", "password1"):
                field.help_text = GOOD_PASSWORD if name == "password1" else ""


class SignInForm(InOurWords, theirs.LoginForm):
    """A user name or an address, and a password; the way to a new one stands below the form."""


class SignUpForm(InOurWords, theirs.SignupForm):
    """An address, a name and a password; and a field that only robots fill in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        set_trap(self.fields, settings.ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD)

    def try_save(self, request):
        """A known address costs the same hashing as a new one: the clock tells nothing either."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class AddAddressForm(InOurWords, theirs.AddEmailForm):
    pass


class ChangePasswordForm(InOurWords, theirs.ChangePasswordForm):
    pass


class SetPasswordForm(InOurWords, theirs.SetPasswordForm):
    pass


class AskForPasswordForm(InOurWords, theirs.ResetPasswordForm):
    pass


class NewPasswordForm(InOurWords, theirs.ResetPasswordKeyForm):
    pass


class ConfirmPasswordForm(InOurWords, theirs.ReauthenticateForm):
    pass


class SecondStepForm(InOurWords, second.AuthenticateForm):
    pass


class ConfirmCodeForm(InOurWords, second.ReauthenticateForm):
    pass


class SwitchOnCodesForm(InOurWords, ActivateTOTPForm):
    """The first code proves that the app has the key."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Six digits")


class OfSense:
    """A passkey's answer is whatever was sent: one that makes no sense is a wrong one, not our mistake."""

    def clean_credential(self):
        return self._sense(super().clean_credential)

    def _sense(self, read):
        try:
            return read()
        except (LookupError, AttributeError, TypeError, ValueError, struct.error):
            raise get_adapter().validation_error("incorrect_code") from None


class PasskeyStepForm(OfSense, passkeys.AuthenticateWebAuthnForm):
    pass


class PasskeySignInForm(OfSense, passkeys.LoginWebAuthnForm):
    pass


class ConfirmPasskeyForm(OfSense, passkeys.ReauthenticateWebAuthnForm):
    pass


class AddPasskeyForm(OfSense, passkeys.AddWebAuthnForm):
    """Its name is for the reader alone."""

    name = forms.CharField(required=False, max_length=40)

    def clean_credential(self):
        return self.cleaned_data["credential"]

    def clean(self):
        return self._sense(super().clean)


class RenamePasskeyForm(passkeys.EditWebAuthnForm):
    name = forms.CharField(max_length=40)


class OtherHouseForm(InOurWords, OtherHouseSignupForm):
    pass


class ProfileForm(forms.ModelForm):
    """What others see of a reader."""

    class Meta:
        model = User
        fields = ("display_name",)
        help_texts = {"display_name": _("Shown beside your comments; empty, your user name is.")}

    def clean_display_name(self):
        return " ".join(self.cleaned_data["display_name"].split())


class ClosingForm(forms.Form):
    """The password once more; nothing is left to an accident."""

    password = forms.CharField(
        label=_("Your password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    with_words = forms.BooleanField(label=_("Take back my comments too"), required=False)

    def __init__(self, *args, reader, **kwargs):
        super().__init__(*args, **kwargs)
        self.reader = reader
        if not reader.has_usable_password():
            del self.fields["password"]

    def clean_password(self):
        if not self.reader.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("This is not your password."))
        return self.cleaned_data["password"]


def set_trap(fields, name):
    """A field that people neither see nor reach."""
    fields[name] = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    fields[name].is_trap = True
