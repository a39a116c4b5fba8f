"""How is it set in Chinese? Quotation marks, punctuation and spaces, every change said; and the lead."""

import re

from jingui.ingest.draft import Draft, World
from jingui.text.html import to_text_of_sane
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
    text = to_text_of_sane(body.text) if body.edits or not draft.text else draft.text
    said = [f"{where}{found.said()}" for where, found in (("标题", headline), ("正文", body)) if found.said()]
    return draft.but(
        headline=headline.text,
        body=body.text,
        text=text,
        unpaired=headline.unpaired + body.unpaired,
        lead=_lead(text, draft.dateline),
        because=f"排版：{'；'.join(said)}" if said else None,
    )


def _lead(text: str, dateline: str) -> str:
    """The first paragraph that says something, without its dateline, cut at the end of a sentence."""
    paragraphs = [line for line in text.split("\n") if not SIGNATURE.match(line)] or text.split("\n")
    telling = next((line for line in paragraphs if len(line) >= SHORTEST_LEAD_CHARACTERS), paragraphs[0])
    if dateline and telling.startswith(dateline):
        telling = re.sub(r"^\s*(?:[（(][^（）()]{2,40}[)）])?[，,：:\s]*", "", telling[len(dateline) :])
    if len(telling) <= LONGEST_LEAD_CHARACTERS:
        return telling
    ends = [match.end() for match in SENTENCE_END.finditer(telling, 0, LONGEST_LEAD_CHARACTERS)]
    return telling[: ends[-1]] if ends else telling[: LONGEST_LEAD_CHARACTERS - 1] + "…"
