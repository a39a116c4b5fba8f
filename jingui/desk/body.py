"""The field in which an article's body is written: clean HTML in, clean HTML out.

The browser's own editing keeps whatever the pipeline brought, tables with spans and captions and figures too;
an editor with a schema of its own (Tiptap, Draftail) drops what its schema lacks. The server sanitises what
comes back.
"""

import json

from django import forms
from django.utils.translation import gettext as _


class BodyWidget(forms.Textarea):
    """HTML that a person edits as they see it; without JavaScript, as HTML."""

    class Media:
        js = ("desk/body.js",)

    def __init__(self, attrs=None):
        super().__init__({"rows": 18, **(attrs or {})})

    def get_context(self, name, value, attrs):
        words = json.dumps(tools(), ensure_ascii=False)
        return super().get_context(name, value, {**(attrs or {}), "data-body": words})


def tools():
    """What the toolbar offers, by the name that `body.js` knows."""
    return {
        "p": _("Paragraph"),
        "h2": _("Heading"),
        "h3": _("Subheading"),
        "bold": _("Bold"),
        "italic": _("Italic"),
        "blockquote": _("Quotation"),
        "ul": _("List"),
        "ol": _("Numbered list"),
        "link": _("Link"),
        "table": _("Table"),
        "row": _("Row below"),
        "column": _("Column after"),
        "undo": _("Undo"),
        "html": _("HTML"),
        "address": _("Address of the link (empty removes it)"),
    }
