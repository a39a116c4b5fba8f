"""From a fetched item to a verdict, in the order you read it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jingui.ingest.draft import Draft, World
from jingui.ingest.steps.classify import classify
from jingui.ingest.steps.cluster import cluster
from jingui.ingest.steps.date import date
from jingui.ingest.steps.decide import decide
from jingui.ingest.steps.decode import decode
from jingui.ingest.steps.deduplicate import deduplicate
from jingui.ingest.steps.extract import extract
from jingui.ingest.steps.fingerprint import fingerprint
from jingui.ingest.steps.link import link
from jingui.ingest.steps.sanitise import sanitise
from jingui.ingest.steps.typeset import typeset
from jingui.ingest.steps.weigh import weigh

type Step = Callable[[Draft, World], Draft]

STEPS: Sequence[Step] = (
    decode,  # which characters are these?
    extract,  # where is the text on the page?
    sanitise,  # what of its markup may stay?
    typeset,  # how is it set in Chinese?
    date,  # when was it published?
    link,  # which securities does it name?
    fingerprint,  # what does it look like?
    deduplicate,  # have we had this text before?
    cluster,  # which event is it about?
    classify,  # where does it belong?
    weigh,  # how much does it matter?
    decide,  # publish, hold or drop
)


def run(draft: Draft, world: World, steps: Sequence[Step] = STEPS) -> Draft:
    """Run every step in order; the last one gives the verdict.

    A copy still gets its topics and securities: an early finding ends nothing, it is evidence for `decide`.
    """
    for step in steps:
        draft = step(draft, world)
    return draft
