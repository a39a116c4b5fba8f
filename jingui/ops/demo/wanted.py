"""Whether a start should build the demo; asked at every start, so it loads nothing of the pipeline."""

from pathlib import Path

from django.conf import settings

from jingui.news.models import Source


def is_wanted() -> bool:
    """Nobody declined it, and the portal has no source of its own; or one that was begun is not finished."""
    if _unfinished().exists():
        return True
    return settings.DEMO and not Source.objects.exists() and not _declined().exists()


def decline() -> None:
    """Never build the demo in this home by itself."""
    _declined().touch()
    _unfinished().unlink(missing_ok=True)


def begin() -> None:
    """From here on a start goes on building until `finish`."""
    _unfinished().touch()


def finish() -> None:
    _unfinished().unlink(missing_ok=True)


def _declined() -> Path:
    return Path(settings.HOME) / "no-demo"


def _unfinished() -> Path:
    return Path(settings.HOME) / "demo-unfinished"
