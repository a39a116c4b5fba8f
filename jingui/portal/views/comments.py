"""评论: what readers say about an article, and what they may do about it."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jingui import clock
from jingui.news import queries as news
from jingui.portal import talk
from jingui.portal.public import differs_for_htmx, wants_part
from jingui.portal.reading import cursor
from jingui.portal.same_site import from_our_pages
from jingui.portal.signed_in import own_page, private, reader_of
from jingui.portal.views.article import article as article_page
from jingui.readers import actions
from jingui.readers import queries as readers

SLUG = "comments"  # an article that is called so has its own page at the address of its comments
TRAP = "homepage"
OURS = "comment"  # what is said of comments is said beside them


@from_our_pages
def comments(request, pk):
    """GET lists all comments of an article; POST takes one more."""
    article = _article(pk)
    if request.method == "POST":
        return _take(request, article)
    if article.slug == SLUG and not request.GET:
        return article_page(request, pk, SLUG)
    section = talk.section(request, article, before=cursor(request))
    part = "portal/comments_more.html" if wants_part(request) else "portal/comments.html"
    return differs_for_htmx(talk.answer(request, part, section, to=None))


@require_safe
def thread(request, pk, comment):
    """One thread and the form to answer it; for htmx only the form."""
    article = _article(pk)
    try:
        section = talk.one_thread(request, article, comment)
    except ObjectDoesNotExist:
        raise Http404 from None
    part = "portal/comment_reply.html" if wants_part(request) else "portal/comment_thread.html"
    return differs_for_htmx(talk.answer(request, part, section, to=comment))


@own_page
@from_our_pages
def edit(request, pk, comment):
    """The author changes the words, within minutes."""
    found = _comment(pk, comment)
    if found.author_id != request.user.pk:
        raise Http404
    if request.method != "POST":
        return _ask(request, found, "edit", text=found.text)
    text = request.POST.get("text", "")
    try:
        changed = actions.edit_comment(found, by=request.user, text=text, at=clock.now())
    except actions.CommentRefused as refused:
        return _ask(request, found, "edit", text=text, problem=str(refused))
    _say_taken(request, changed)
    return _back_to(changed)


@own_page
@from_our_pages
def remove(request, pk, comment):
    """The author takes a comment back."""
    found = _comment(pk, comment)
    if found.author_id != request.user.pk:
        raise Http404
    if request.method != "POST":
        return _ask(request, found, "remove")
    actions.remove_comment(found, by=request.user, at=clock.now())
    messages.success(request, _("Your comment is removed."), extra_tags=OURS)
    return _back_to(found, "comments")


@own_page
@from_our_pages
def report(request, pk, comment):
    """A reader asks the newsroom to look at a comment."""
    found = _comment(pk, comment)
    if request.method != "POST":
        if not found.is_shown:
            raise Http404
        return _ask(request, found, "report")
    reason = request.POST.get("reason", "")
    if reason not in readers.REASONS:
        return _ask(request, found, "report", problem=_("Please choose a reason."))
    try:
        actions.report(found, reporter=request.user, reason=reason, at=clock.now())
    except actions.CommentRefused as refused:
        return _ask(request, found, "report", problem=str(refused))
    messages.success(request, _("Thank you. An editor will look at it."), extra_tags=OURS)
    return _back_to(found, "comments")


def _take(request, article):
    """A new comment: acknowledged when it is on disk; what cannot be taken is given back in the form."""
    text, to = request.POST.get("text", ""), request.POST.get("parent", "")
    reader = reader_of(request)
    if reader is None:
        problem = _("You are not signed in. Sign in in another window, then send this again.")
        return _give_back(request, article, to, text, problem, HTTPStatus.FORBIDDEN)
    try:
        taken = actions.post_comment(
            article,
            author=reader,
            text=text,
            at=clock.now(),
            parent=readers.comment(article, int(to)) if to else None,
            is_trap=bool(request.POST.get(TRAP)),
        )
    except (ObjectDoesNotExist, OverflowError, ValueError) as refused:
        known = isinstance(refused, actions.CommentRefused)
        problem = str(refused) if known else _("The comment you reply to is no longer there.")
        late = isinstance(refused, actions.TooOften)
        status = HTTPStatus.TOO_MANY_REQUESTS if late else HTTPStatus.UNPROCESSABLE_ENTITY
        return _give_back(request, article, to, text, problem, status)
    _say_taken(request, taken)
    return _back_to(taken)


def _give_back(request, article, to, text, problem, status):
    """The page with the form as it was filled in."""
    try:
        section = talk.one_thread(request, article, int(to), text=text, problem=problem)
    except (ObjectDoesNotExist, OverflowError, ValueError):
        section, to = talk.section(request, article, text=text, problem=problem), ""
    page = "portal/comment_thread.html" if to else "portal/comments.html"
    context = {"section": section, "article": article, "to": int(to) if to else None}
    return private(render(request, page, context, status=status))


def _say_taken(request, comment):
    if comment.is_shown:
        messages.success(request, _("Your comment is published."), extra_tags=OURS)
    else:
        messages.success(request, _("We have your comment. It is shown after review."), extra_tags=OURS)


def _back_to(comment, place=""):
    return redirect(f"{comment.article.get_absolute_url()}#{place or f'comment-{comment.pk}'}")


def _ask(request, comment, verb, *, text="", problem=""):
    context = {"comment": comment, "verb": verb, "text": text, "problem": problem}
    context["reasons"] = readers.REASONS
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "portal/comment_verb.html", context, status=status)


def _article(pk):
    """A live article, with its discussion. Raises Http404."""
    try:
        found = news.article(pk, also=readers.DISCUSSION)
    except ObjectDoesNotExist:
        raise Http404 from None
    if not found.live:
        raise Http404
    return found


def _comment(pk, comment):
    try:
        return readers.comment(_article(pk), comment)
    except ObjectDoesNotExist:
        raise Http404 from None
