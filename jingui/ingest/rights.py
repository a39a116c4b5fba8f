"""What the licence of a source lets us show of a text: all of it, a summary, or the headline and a link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from jingui.ingest.draft import Draft

SUMMARY_CHARACTERS = 200
SENTENCE = re.compile(r".*?[。！？!?；;](?:[”’」』）)]*)|.+$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be published of a draft."""

    body: str = ""
    text: str = ""
    lead: str = ""


def allowed(draft: Draft, body: str) -> Shown:
    """What of `draft` may be shown; `body` is its HTML with the pictures in place."""
    match draft.source.rights:
        case "full":
            return Shown(body, draft.text, draft.lead)
        case "link":
            return Shown()
    summary = summarised(draft.text, SUMMARY_CHARACTERS)
    paragraphs = [f"<p>{escape(line)}</p>" for line in summary.split("\n") if line.strip()]
    return Shown("".join(paragraphs), summary, summarised(draft.lead, SUMMARY_CHARACTERS))


def summarised(text: str, most: int) -> str:
    """The beginning of `text`, whole sentences as far as they fit within `most` characters."""
    if len(text) <= most:
        return text
    kept = ""
    for sentence in SENTENCE.findall(text[: most * 2]):
        if len(kept) + len(sentence) > most:
            break
        kept += sentence
    return (kept or text[: most - 1] + "…").rstrip()
