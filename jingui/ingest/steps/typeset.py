"""How is it set in Chinese? Quotation marks, punctuation and spaces, every change said; and the lead."""

import re
from collections.abc import Sequence
from itertools import chain

from jingui.ingest.draft import Draft, World
from jingui.text.typography import typeset as set_line
from jingui.text.typography import typeset_html

LONGEST_LEAD_CHARACTERS = 140
SHORTEST_LEAD_CHARACTERS = 20
SENTENCE_END = re.compile(r"[。！？!?](?:[”’」』）)]*)")
SIGNATURE = re.compile(r"^(?:[（(]?(?:本报|文[|丨/]|记者|作者|来源|编辑|图[|丨/])|\S{0,12}记者\s)")


def typeset(draft: Draft, world: World) -> Draft:
    """Set headline and body; the text and the lead follow the body."""
    house = draft.source.quotes
    headline, body = set_line(draft.headline, house=house), typeset_html(draft.body, house=house)
    said = [f"{where}{found.said()}" for where, found in (("标题", headline), ("正文", body)) if found.said()]
    return draft.but(
        headline=headline.text,
        body=body.text,
        text=body.plain,
        unpaired=headline.unpaired + body.unpaired,
        lead=_lead(body.plain, draft.dateline),
        because=f"排版：{'；'.join(said)}" if said else None,
    )


def _lead(text: str, dateline: str) -> str:
    """The first paragraph that says something, without its dateline, cut at the end of a sentence."""
    telling = _telling(text.split("\n"))
    if dateline and telling.startswith(dateline):
        telling = re.sub(r"^\s*(?:[（(][^（）()]{2,40}[)）])?[，,：:\s]*", "", telling[len(dateline) :])
    if len(telling) <= LONGEST_LEAD_CHARACTERS:
        return telling
    ends = [match.end() for match in SENTENCE_END.finditer(telling, 0, LONGEST_LEAD_CHARACTERS)]
    return telling[: ends[-1]] if ends else telling[: LONGEST_LEAD_CHARACTERS - 1] + "…"


def _telling(lines: Sequence[str]) -> str:
    """The first line that is long enough and nobody's signature, else one that is at least either."""
    unsigned = (line for line in lines if not SIGNATURE.match(line))
    long = [line for line in lines if len(line) >= SHORTEST_LEAD_CHARACTERS]
    both = (line for line in long if not SIGNATURE.match(line))
    return next(chain(both, unsigned, long, lines))
