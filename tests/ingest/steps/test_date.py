from datetime import UTC, datetime

import pytest

from jingui.ingest.steps.date import date
from tests.drafts import FETCHED_AT, a_draft


def test_the_date_of_the_feed_is_preferred_to_that_of_the_page():
    draft = a_draft(raw_published="2026-07-01 10:30").but(published_at=datetime(2026, 6, 1, tzinfo=UTC))

    assert date(draft, None).published_at == datetime(2026, 7, 1, 2, 30, tzinfo=UTC)


def test_the_date_of_the_page_stays_where_the_feed_has_none():
    at = datetime(2026, 6, 1, tzinfo=UTC)

    assert date(a_draft().but(published_at=at), None).published_at == at


def test_the_dateline_dates_a_text_that_nothing_else_dates():
    draft = date(a_draft().but(dateline="财联社7月1日电"), None)

    assert draft.published_at == datetime(2026, 6, 30, 16, tzinfo=UTC)
    assert draft.trail == ("日期：取自电头，2026-07-01",)


@pytest.mark.parametrize(
    ("written", "at", "said"),
    [
        ("2026-07-20", FETCHED_AT, "日期：日期 2026-07-20 00:00 在未来，改为采集时间"),
        ("1970-01-01", None, "日期：日期 1970-01-01 早于 1990 年，不予采用"),
    ],
)
def test_a_date_that_cannot_be_is_corrected_and_said(written, at, said):
    draft = date(a_draft(raw_published=written), None)

    assert (draft.published_at, draft.trail) == (at, (said,))


@pytest.mark.parametrize(("written", "doubts"), [("2026-07-15T20:00:00Z", 1), ("2026-07-15T10:00:00Z", 0)])
def test_only_what_a_wrong_zone_does_not_explain_is_doubted(written, doubts):
    found = date(a_draft(raw_published=written), None).doubts

    assert found == ("发布时间在未来（2026-07-16 04:00）",) * doubts


def test_a_date_nobody_can_read_is_said():
    draft = date(a_draft(raw_published="择日"), None)

    assert (draft.published_at, draft.trail) == (None, ("来稿日期看不懂：择日", "日期：来稿和页面都没有"))
