"""往期: the archive by month and day, Beijing time."""

from datetime import date

from django.http import Http404

from jingui import clock, paging
from jingui.news import queries as news
from jingui.portal import happenings
from jingui.portal.month import month_of, months_before
from jingui.portal.public import differs_for_htmx, public_page, wants_part
from jingui.portal.reading import cursor

FIRST_YEAR = 1990


def archive(request):
    """This month, and the day that is running."""
    return month(request, *_this_month())


def month(request, year, month):
    """A month with the number of articles of each day."""
    if not (1 <= month <= 12 and (FIRST_YEAR, 1) <= (year, month) <= _this_month()):
        raise Http404
    now = clock.now()
    context = {"month": month_of(now, date(year, month, 1)), "months": months_before(now)}
    return public_page(request, "portal/archive.html", context, shows=["home", f"month-{year:04}-{month:02}"])


def day(request, day):
    """Everything of one day; for htmx, only the next screenful."""
    today = clock.in_beijing(clock.now()).date()
    if not day.year >= FIRST_YEAR or day > today:
        raise Http404
    shelf = news.of_day(day, before=cursor(request))
    context = {"day": day, "shelf": shelf, "more": paging.encode(shelf.next_cursor)}
    template = "portal/articles_more.html"
    if not wants_part(request):
        template = "portal/day.html"
        context["month"] = month_of(clock.now(), day)
        context["happenings"] = happenings.besides(shelf.articles)
    return differs_for_htmx(public_page(request, template, context, shows=[f"day-{day}"]))


def _this_month():
    today = clock.in_beijing(clock.now()).date()
    return today.year, today.month
