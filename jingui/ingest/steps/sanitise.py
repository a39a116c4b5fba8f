"""What of its markup may stay? Only what an article may hold."""

from jingui.ingest.draft import Draft, Figure, World
from jingui.text.characters import clean
from jingui.text.html import figures, sanitise_bounded
from jingui.text.html import sanitise as sane

MOST_BODY_CHARACTERS = 250_000  # of markup; no news is longer


def sanitise(draft: Draft, world: World) -> Draft:
    """Clean body and its figures; a headline and a byline of visible characters."""
    long = len(draft.body) > MOST_BODY_CHARACTERS
    # What `flow` wrote is well nested; what is cut is not.
    body = sane(draft.body[:MOST_BODY_CHARACTERS]) if long else sanitise_bounded(draft.body)
    said = f"正文过长（{len(draft.body)} 字符），只取前 {MOST_BODY_CHARACTERS} 字符" if long else None
    return draft.but(
        because=said,
        doubts=(*draft.doubts, said) if said else draft.doubts,
        body=body,
        headline=" ".join(clean(draft.headline).split()),
        byline=" ".join(clean(draft.byline).split()),
        figures=tuple(Figure(url, caption) for url, caption in figures(body)),
    )
