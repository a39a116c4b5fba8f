"""How the API answers: what caches may keep, and every error as {"error": …}."""

import logging

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, JsonResponse
from ninja.errors import HttpError, ValidationError

from jingui.paging import BadCursor

log = logging.getLogger(__name__)


def public(response, *shows, seconds=30):
    """Let every cache keep the answer for `seconds`; it is dropped by what it shows."""
    response["Cache-Control"] = f"public, max-age={seconds}"
    if shows:
        response["Surrogate-Key"] = " ".join(dict.fromkeys(shows))


def refuse(status, words, **more):
    return JsonResponse({"error": words, **more}, status=status, json_dumps_params={"ensure_ascii": False})


def say_errors(api):
    """Teach `api` to answer whatever is raised."""
    answers = {
        ObjectDoesNotExist: lambda error: refuse(404, "not found"),
        Http404: lambda error: refuse(404, "not found"),
        BadCursor: lambda error: refuse(400, "`before` is not a cursor of ours"),
        HttpError: lambda error: refuse(error.status_code, error.message),
        ValidationError: lambda error: refuse(422, in_words(error)),
        Exception: broken,
    }
    for kind, answer in answers.items():
        api.add_exception_handler(kind, lambda request, error, answer=answer: answer(error))


def in_words(error):
    """size: Input should be less than or equal to 100."""
    return "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors)


def broken(error):
    log.error("the API broke", exc_info=error)
    return refuse(500, "something is broken here; it has been written down")


def unknown(request, rest=""):
    """Whatever else is asked for."""
    return refuse(404, "there is no such address; see /api/docs")
