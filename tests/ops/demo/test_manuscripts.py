"""The demo's manuscripts are complete, paired, and in the voice of the house."""

import re
from collections import Counter
from datetime import datetime

import pytest

from jingui.clock import BEIJING
from jingui.ops.demo import manuscripts
from jingui.ops.demo.companies import COMPANIES
from jingui.ops.demo.feeds import HOUSES

ALL = manuscripts.all_manuscripts()
AT = datetime(2026, 11, 22, 16, tzinfo=BEIJING)
MARKUP = re.compile(r"[\s|#>*-]")


def test_there_are_at_least_sixty_articles_over_nine_channels():
    channels = Counter(m.channel for m in ALL if not m.copy_of and m.channel != "held")

    assert sum(channels.values()) >= 60
    assert set(channels) == {
        "global", "stocks", "funds", "insight", "futures", "futures-research", "forex", "metals", "tech",
    }  # fmt: skip
    assert min(channels.values()) >= 6


@pytest.mark.parametrize("manuscript", ALL, ids=lambda m: m.id)
def test_a_manuscript_is_whole(manuscript):
    originals = {m.id for m in ALL}

    assert 300 <= len(MARKUP.sub("", manuscript.body)) <= 900
    assert manuscript.source in {house.slug for house in HOUSES}
    assert not manuscript.copy_of or manuscript.copy_of in originals
    assert manuscript.body.count("“") == manuscript.body.count("”")


@pytest.mark.parametrize("dispatch", manuscripts.dispatches(AT), ids=lambda d: d.id)
def test_no_placeholder_is_left_standing(dispatch):
    assert not re.search(r"[{}]", dispatch.headline + dispatch.html)


def test_only_invented_companies_carry_the_demo_tickers():
    known = {(company.name, company.ticker) for company in COMPANIES}

    named = {pair for m in ALL for pair in re.findall(r"([一-鿿]{2,6}?)（(9000\d\d)）", m.body)}

    assert {ticker for _, ticker in named} <= {ticker for _, ticker in known}


def test_a_copy_comes_after_its_original():
    sent = {dispatch.id: dispatch.at for dispatch in manuscripts.dispatches(AT)}

    assert [m.id for m in ALL if m.copy_of and sent[m.id] <= sent[m.copy_of]] == []
