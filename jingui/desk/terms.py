"""词表: terms that hold or refuse a comment, typed in or taken from a file."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList

from jingui.desk.listing import DeskViewSet, words
from jingui.readers import terms
from jingui.readers.models import TermList
from jingui.text.characters import clean
from jingui.text.decode import decode

MOST_BYTES = 2 * 1024 * 1024


class TermListForm(WagtailAdminModelForm):
    """A file is added to what is typed in."""

    file = forms.FileField(
        label=_("from a text file"),
        required=False,
        help_text=_("One term a line, in UTF-8 or GB 18030; added to the terms above."),
    )

    def clean_terms(self):
        return clean(self.cleaned_data["terms"])

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 2 MiB."))
        return decode(file.read()).text if file else ""

    def clean(self):
        facts = super().clean()
        if facts.get("file"):
            lines = f"{facts.get('terms', '')}\n{clean(facts['file'])}".splitlines()
            self.instance.terms = facts["terms"] = "\n".join(
                dict.fromkeys(filter(None, map(str.strip, lines)))
            )
        return facts


class TermListViewSet(DeskViewSet):
    model = TermList
    name = "term-lists"
    icon = "list-ul"
    add_to_admin_menu = False
    menu_label = _("term lists")
    ordering = ("name",)
    list_display = (
        "name",
        "outcome",
        words("number", _("terms"), lambda listed: len(terms.terms_of(listed.terms)[0])),
        words("enabled", _("in use"), lambda listed: _("yes") if listed.enabled else _("no")),
    )

    @cached_property
    def edit_handler(self):
        return ObjectList(PANELS, base_form_class=TermListForm)


HELP = _("One a line; # begins a remark. Script, case, width and spaces make no difference.")
PANELS = [
    FieldPanel("name"),
    FieldRowPanel([FieldPanel("outcome"), FieldPanel("enabled")]),
    FieldPanel("terms", widget=forms.Textarea(attrs={"rows": 12}), help_text=HELP),
    FieldPanel("file"),
]

term_lists = TermListViewSet()
