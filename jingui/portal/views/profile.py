"""我的账号: what a reader is called here, and the ways to all that is theirs."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from jingui.accounts import queries as accounts
from jingui.accounts.forms import ProfileForm
from jingui.portal.signed_in import own_page


@own_page
def profile(request):
    """The account at a glance; POST changes the name that others see."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your name is changed."))
        return redirect("profile")
    if form.errors:
        request.user.refresh_from_db()  # the form has written what was refused into it
    context = {
        "form": form,
        "has_second_factor": accounts.has_second_factor(request.user),
        "may_close": accounts.may_close(request.user),
        "other_houses": bool(settings.SIGN_IN_PROVIDERS),
    }
    return render(request, "portal/profile.html", context)
