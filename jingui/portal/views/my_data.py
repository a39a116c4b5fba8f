"""我的数据: a reader takes all of it away, or ends the account."""

from allauth.core import ratelimit
from django.contrib.auth import logout
from django.http import JsonResponse
from django.shortcuts import redirect, render

from jingui import clock
from jingui.accounts import actions
from jingui.accounts import queries as accounts
from jingui.accounts.forms import ClosingForm
from jingui.portal.signed_in import own_page
from jingui.readers import belongings


@own_page
def export(request):
    """Everything, as one JSON file."""
    now = clock.in_beijing(clock.now())
    facts = {
        "made_at": now.isoformat(timespec="seconds"),
        "account": accounts.account_facts(request.user),
        **belongings.belongings(request.user),
    }
    options = {"ensure_ascii": False, "indent": 2}
    response = JsonResponse(facts, json_dumps_params=options)
    response["Content-Disposition"] = f'attachment; filename="jingui-{now:%Y%m%d}.json"'
    return response


@own_page
def close(request):
    """注销: what goes and what stays, and the password once more."""
    form = ClosingForm(request.POST or None, reader=request.user)
    if not accounts.may_close(request.user):
        return render(request, "portal/close.html", {"form": None}, status=403)
    if request.method == "POST":
        if not ratelimit.consume(request, action="close", user=request.user):
            return ratelimit.respond_429(request)
        if form.is_valid():
            reader = request.user
            with_words = form.cleaned_data["with_words"]
            actions.close_account(reader, with_words=with_words, at=clock.now())
            logout(request)
            return redirect("closed")
    return render(request, "portal/close.html", {"form": form})


def closed(request):
    """After it: nothing is left to sign in to."""
    return render(request, "portal/closed.html")
