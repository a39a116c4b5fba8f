"""The numbers that a site in mainland China must show, each linked to where it can be checked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings

ICP_REGISTER = "https://beian.miit.gov.cn/"
POLICE_REGISTER = "https://beian.mps.gov.cn/#/query/webSearch?code="


@dataclass(frozen=True, slots=True)
class Licence:
    """A number of the footer; `address` is empty when it leads nowhere."""

    words: str
    address: str


def licences() -> list[Licence]:
    """What the operator set: JINGUI_ICP, JINGUI_POLICE_RECORD, JINGUI_LICENCES."""
    shown = []
    if settings.ICP:
        shown.append(Licence(settings.ICP, ICP_REGISTER))
    if settings.POLICE_RECORD:
        digits = "".join(re.findall(r"[0-9]+", settings.POLICE_RECORD))
        shown.append(Licence(settings.POLICE_RECORD, POLICE_REGISTER + digits))
    return shown + [_licence(entry) for entry in settings.LICENCES]


def _licence(entry: str) -> Licence:
    """`words` or `words|address`; only an http(s) address is one."""
    words, _, address = (part.strip() for part in entry.partition("|"))
    return Licence(words, address if address.startswith(("https://", "http://")) else "")
