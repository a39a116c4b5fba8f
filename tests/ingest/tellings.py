"""Items as tests tell them: a draft as it stands before `fingerprint`, and a newsroom without its models."""

from datetime import timedelta

from jingui.ingest.draft import Draft, SourceFacts
from jingui.ingest.names import SecurityNames
from jingui.ingest.newsroom import Newsroom
from jingui.ingest.steps.cluster import cluster
from jingui.ingest.steps.deduplicate import deduplicate
from jingui.ingest.steps.fingerprint import fingerprint
from jingui.ingest.steps.link import link
from tests.factories import NOW, numbers

STEPS = (link, fingerprint, deduplicate, cluster)
NAMES = SecurityNames()


WIRE = "央行今日开展500亿元7天期逆回购操作。"


def a_draft(text=WIRE, *, headline="", source="东岸财讯", minutes=0, **facts):
    at = NOW + timedelta(minutes=minutes)
    return Draft(
        id=facts.pop("id", f"item-{next(numbers)}"),
        fetched_at=facts.pop("fetched_at", at),
        published_at=facts.pop("published_at", at),
        headline=headline,
        text=text,
        source=SourceFacts(slug=source, name=source),
        **facts,
    )


def a_newsroom(**facts):
    return Newsroom(names=NAMES, topics=None, **facts)  # these steps ask for no topics


def told_to(newsroom, *drafts, remember=None):
    """The drafts after the steps about sameness, each remembered before the next comes in."""
    keep = remember or newsroom.remember
    judged = []
    for draft in drafts:
        for step in STEPS:
            draft = step(draft, newsroom)
        keep(draft)
        judged.append(draft)
    return judged
