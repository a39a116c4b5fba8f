"""Asking about heralds. Every function here costs a fixed number of database queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from jingui.heralds.houses import INDEXNOW_KEY
from jingui.heralds.models import Herald


@dataclass(frozen=True, slots=True)
class Errand:
    """A herald that the operator has set up."""

    herald: Herald
    endpoint: str
    key: str


def errands() -> list[Errand]:
    """The heralds whose keys are set; none by default."""
    found = []
    if indexnow_key():
        found.append(Errand(Herald.INDEXNOW, settings.INDEXNOW_ENDPOINT, indexnow_key()))
    if settings.BAIDU_TOKEN:
        found.append(Errand(Herald.BAIDU, settings.BAIDU_ENDPOINT, settings.BAIDU_TOKEN))
    return found


def indexnow_key() -> str:
    """The key that our site shows at /<key>.txt; "" when none is set, or one that IndexNow refuses."""
    key: str = settings.INDEXNOW_KEY
    return key if INDEXNOW_KEY.fullmatch(key) else ""
