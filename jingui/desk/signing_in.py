"""The desk has no login of its own: what guards the one login guards the desk too."""

from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.admin.utils import get_valid_next_url_from_request

from jingui.accounts.queries import has_second_factor


@never_cache
def sign_in(request):
    """To the login, and back to the desk; who is logged in and may not enter is told so."""
    if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
        return render(request, "account/no_desk.html", status=403)
    back = get_valid_next_url_from_request(request) or reverse("wagtailadmin_home")
    if request.user.is_authenticated:
        return redirect(back)
    return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")


def reset_password(request):
    return redirect("account_reset_password")


def with_second_factor(view):
    """Where JINGUI_STAFF_SECOND_FACTOR is set, a password alone does not open the desk."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        lacks = settings.STAFF_SECOND_FACTOR and request.user.is_authenticated
        if lacks and not has_second_factor(request.user):
            messages.warning(request, _("The desk asks for a second factor: choose one here first."))
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    return guarded
