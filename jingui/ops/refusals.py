"""Problems that an operator can mend: said in one line with what to do, never as a traceback."""

import errno
from contextlib import contextmanager

import click
from environs import EnvError

from jingui.sqlite import OldSQLite

FULL = (errno.ENOSPC, errno.EDQUOT)
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR)


class CannotStart(click.ClickException):
    """Something outside the program is in the way; the message says what, and what to do."""


@contextmanager
def said_in_one_line():
    """Say in one line that the disk is full, the home unwritable or the database out of reach."""
    try:
        yield
    except OSError as error:
        raise CannotStart(about_disk(error)) from error
    except OldSQLite as error:
        raise CannotStart(f"{error}.") from error
    except EnvError as error:
        raise CannotStart(f"{error} Set it right, or unset it.") from error
    except Exception as error:
        if not _is_of_database(error):
            raise
        raise CannotStart(about_database(error)) from error


def about_disk(error):
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in FULL:
        return f"The disk is full{where}: free some space, or point JINGUI_HOME at another disk."
    if error.errno in FORBIDDEN:
        return f"Cannot write{where}: give this user the right to, or point JINGUI_HOME at a folder it owns."
    return f"The system refused: {error}."


def about_database(error):
    words = str(error).strip().partition("\n")[0]
    if "disk is full" in words or "No space" in words:
        return f"The disk is full ({words}): free some space, or point JINGUI_HOME at another disk."
    if "readonly" in words or "unable to open" in words:
        return f"Cannot write the database ({words}): point JINGUI_HOME at a folder that this user owns."
    return f"The database cannot be used ({words}): check DATABASE_URL."


def _is_of_database(error):
    """Named by its class: a refusal may come before Django can be imported."""
    return any(kind.__module__ == "django.db.utils" for kind in type(error).__mro__) and any(
        kind.__name__ in ("OperationalError", "ImproperlyConfigured") for kind in type(error).__mro__
    )
