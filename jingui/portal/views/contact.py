"""联系我们 and 合作建议: what the site says about it, and a form whose letters go to the desk."""

from allauth.core import ratelimit
from django.shortcuts import redirect, render

from jingui import clock
from jingui.imprint import actions
from jingui.portal.letter_form import LetterForm
from jingui.portal.pages import shown
from jingui.portal.public import public_page
from jingui.portal.same_site import from_our_pages
from jingui.portal.signed_in import private, reader_of


@from_our_pages
def contact(request, name):
    """The page with its form; POST hands the letter in."""
    if request.method != "POST":
        context = {"page": shown(name), "form": LetterForm(page=name)}
        return public_page(request, "portal/contact.html", context, shows=[f"page-{name}"])
    form = LetterForm(request.POST, page=name)
    if form.is_valid() and form.is_trapped:
        return redirect("letter_sent")
    if form.is_valid():
        if not ratelimit.consume(request, action="letter"):
            return ratelimit.respond_429(request)
        actions.take_letter(**form.letter(), at=clock.now(), reader=reader_of(request))
        return redirect("letter_sent")
    context = {"page": shown(name), "form": form}
    return private(render(request, "portal/contact.html", context, status=422))


def sent(request):
    """The letter is in the desk."""
    return public_page(request, "portal/letter_sent.html", {}, shows=["page-contact"])
