"""The form for letters to the desk (来信)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from jingui.accounts.forms import set_trap
from jingui.imprint.queries import LONGEST_LETTER_CHARACTERS, LetterKind

TRAP = "homepage"


class LetterForm(forms.Form):
    """What it is about, the words, and, if an answer is wanted, where it may go."""

    kind = forms.ChoiceField(label=_("What it is about"), choices=LetterKind)
    text = forms.CharField(
        label=_("Your letter"),
        max_length=LONGEST_LETTER_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    name = forms.CharField(
        label=_("How may we call you? (optional)"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    address = forms.EmailField(
        label=_("E-mail address, if you want an answer"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args, page="contact", **kwargs):
        super().__init__(*args, **kwargs)
        set_trap(self.fields, TRAP)
        if page == "cooperation":
            self.fields["kind"].initial = LetterKind.COOPERATION

    @property
    def is_trapped(self):
        """Whether the field that people do not see was filled in; a robot hears nothing of it."""
        return bool(self.cleaned_data[TRAP])

    def letter(self):
        """The clean fields, as `take_letter` wants them."""
        return {name: self.cleaned_data[name] for name in ("kind", "text", "name", "address")}
