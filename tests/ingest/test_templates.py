"""版式: learned from three pages, checked on every page, left when it no longer fits."""

from dataclasses import replace

import pytest

from jingui.ingest.draft import SourceFacts
from jingui.ingest.extraction import template
from jingui.ingest.steps.extract import extract
from jingui.ingest.templates import Templates
from jingui.text.html import parse, to_text
from tests.drafts import a_draft
from tests.ingest.pages import a_page, paragraphs

LEARNED = "按已学会的版式"
EASTBANK = SourceFacts(slug="eastbank", name="东岸财讯")


class Reader:
    """Reads pages one after the other, and learns."""

    def __init__(self):
        self.templates = Templates()

    def read(self, page, *, source=EASTBANK, host="news.eastbank.example"):
        draft = a_draft(source=source, url=f"https://{host}/1.html", raw_body=page.encode())
        draft = extract(self.templates.given_to(draft).but(page=page), None)
        self.templates.learn(draft)
        return draft


@pytest.fixture
def reader():
    """One that has read three pages of 东岸财讯."""
    reader = Reader()
    for n in range(3):
        reader.read(a_page(n))
    return reader


def how(draft):
    return next(line for line in draft.trail if line.startswith("正文提取"))


def test_three_pages_teach_a_template_and_the_fourth_is_read_by_it(reader):
    draft = reader.read(a_page(3))

    assert how(draft).startswith("正文提取：按已学会的版式（学自 3 页）")
    assert to_text(draft.body).split("\n") == paragraphs(3)
    assert (draft.headline, draft.byline, draft.origin) == ("北岸航运业绩增长第4季", "王小明", "江城晚报")
    assert f"{draft.published_at:%m-%d %H:%M}" == "07-04 08:30"


def test_two_pages_teach_nothing_yet():
    reader = Reader()

    assert [LEARNED in how(reader.read(a_page(n))) for n in range(4)] == [False, False, False, True]


def test_by_template_and_in_full_a_page_reads_the_same(reader):
    by_template, in_full = reader.read(a_page(5)), Reader().read(a_page(5))

    same = ("headline", "body", "byline", "origin", "published_at")
    assert [getattr(by_template, name) for name in same] == [getattr(in_full, name) for name in same]


def test_a_page_read_by_template_teaches_nothing_more(reader):
    assert reader.read(a_page(3)).seen is None


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (a_page(4, wrap="text-body").replace('id="article-4"', ""), "找不到正文的位置"),
        (a_page(4, body="<p>详见公告。</p>"), "不在平常的"),
        (a_page(4, body=f"<p>{'公司公告，业绩增长。' * 400}</p>"), "不在平常的"),
        (
            a_page(4).replace(
                '<div class="footer">', "<p>" + "他说，好。" * 200 + '</p><div class="footer">'
            ),
            "句读",
        ),
        (a_page(4).replace("<h1>", "<h4>").replace("</h1>", "</h4>"), "缺少题署或日期所在的位置"),
    ],
    ids=["moved", "too short", "too long", "elsewhere", "without headline"],
)
def test_a_page_that_does_not_fit_is_read_in_full_and_this_is_said(reader, page, why):
    draft = reader.read(page)

    assert "（不合已学会的版式：" in how(draft)
    assert why in how(draft)


def test_a_new_layout_is_learned_from_its_own_pages(reader):
    changed = [reader.read(a_page(n, wrap="story").replace("article-", "story-")) for n in range(4, 8)]

    assert [LEARNED in how(draft) for draft in changed] == [False, False, False, True]
    assert to_text(changed[-1].body).split("\n") == paragraphs(7)
    assert LEARNED in how(reader.read(a_page(8))), "the old layout is still known"


def test_each_host_of_a_source_is_learned_by_itself(reader):
    assert LEARNED not in how(reader.read(a_page(3), host="fund.eastbank.example"))
    assert LEARNED not in how(reader.read(a_page(3), source=SourceFacts(slug="other")))


def test_pages_of_no_known_source_teach_nothing():
    reader = Reader()

    read = [reader.read(a_page(n), source=SourceFacts(), host="") for n in range(5)]

    assert not any(LEARNED in how(draft) for draft in read)


def test_the_editors_selectors_come_before_the_template(reader):
    facts = replace(EASTBANK, selectors={"body": ".editor"})

    assert how(reader.read(a_page(3), source=facts)).startswith("正文提取：按来源的选择器")


def test_a_byline_that_only_some_pages_have_is_read_where_it_is():
    reader = Reader()
    signed = "2026-07-01 08:30 来源：江城晚报</div><div class='who'>作者：{}"
    for n in range(5):
        reader.read(a_page(n, meta=signed.format("王小明") if n % 2 else "2026-07-01 08:30 来源：江城晚报"))

    with_one, without = (
        reader.read(a_page(6, meta=signed.format("李思思"))),
        reader.read(a_page(7, meta="2026-07-01 08:30 来源：江城晚报")),
    )

    assert (with_one.byline, without.byline) == ("李思思", "苏亮")


def test_a_body_that_stands_now_here_and_now_a_level_deeper_is_one_layout():
    reader = Reader()
    inner = "".join(f"<p>{line}</p>" for line in paragraphs(1))
    for n in range(4):
        reader.read(a_page(n, body=f"<div class='inner'>{inner}</div>" if n % 2 else inner))

    assert LEARNED in how(reader.read(a_page(5)))


def test_what_was_seen_survives_being_kept(reader):
    seen = Reader().read(a_page(1)).seen

    assert template.seen_from_json(template.seen_as_json(seen)) == seen
    assert template.seen_from_json({**template.seen_as_json(seen), "version": 0}) is None


def test_a_path_leads_back_to_its_element_on_other_pages_too():
    first, second = (parse(a_page(n)) for n in (1, 2))
    body = first.find(".//div[@class='content']")

    path = template.path_of(body)

    assert template.located(first, path) is body
    assert template.located(second, path) is second.find(".//div[@class='content']")
    assert template.located(parse("<p>x"), path) is None


@pytest.mark.parametrize("markup", ["<a{b><p>x</p></a{b>", "<p*><b>x", "<x.y><p>x", "<{n}p>x"])
def test_a_tag_whose_name_is_none_has_no_path_or_one_that_leads_back(markup):
    tree = parse(markup)

    for element in tree.iter():
        path = template.path_of(element)
        assert not path or template.located(tree, path) is element
