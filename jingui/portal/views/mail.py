"""信件: while no mail server is set, letters are kept in JINGUI_HOME/mail, and shown here instead of sent."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override

from jingui.accounts import outbox
from jingui.portal.signed_in import reader_of

# The HTML part may style itself, and do nothing else.
LETTER_POLICY = {"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE], "sandbox": ["allow-popups"]}


@never_cache
def mail(request):
    """The last letters, newest first."""
    _only_where_it_is_safe(request)
    return render(request, "portal/mail.html", {"letters": outbox.letters()})


@never_cache
def letter(request, name):
    """One letter as its plain text."""
    _only_where_it_is_safe(request)
    return render(request, "portal/letter.html", {"letter": _letter(name)})


@never_cache
@csp_override(LETTER_POLICY)
def dressed(request, name):
    """One letter's HTML part, as a mail program shows it."""
    _only_where_it_is_safe(request)
    return HttpResponse(_letter(name).html)


def _letter(name):
    try:
        return outbox.letter(name)
    except LookupError:
        raise Http404 from None


def _only_where_it_is_safe(request):
    """Letters open accounts: for a machine of one's own, or who may change accounts anyway."""
    if not outbox.is_kept_here():
        raise Http404
    reader = reader_of(request)
    if not outbox.is_own_machine(request) and not (reader and reader.has_perm("accounts.change_user")):
        raise PermissionDenied
