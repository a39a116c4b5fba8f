"""What every engine must do: one contract, run against each."""

from datetime import timedelta

import pytest

from jingui.search.engines.memory import MemoryIndex
from jingui.search.engines.tantivy import TantivyIndex
from jingui.search.index import Document, Wanted
from tests.factories import NOW

HOSTILE = {
    "nothing": "",
    "spaces": " \t\n　",
    "operators": '+ - && || ! ( ) { } [ ] ^ " ~ * ? : \\ / AND OR NOT',
    "half a phrase": '"黄金',
    "field": "headline:黄金 AND source:*",
    "nul": "黄\x00金",
    "lone surrogate": "黄金\ud800",
    "ten thousand of one": "金" * 10_000,
    "ten thousand words": "黄金 " * 2_500,
    "one long word": "a" * 10_000,
    "emoji": "😀🏳️‍🌈",
    "right to left": "\u202e黄金\u202c",
    "a pattern": ".*(a+)+$",
}


@pytest.fixture(params=[MemoryIndex, TantivyIndex], ids=["memory", "tantivy"])
def index(request, tmp_path):
    made = MemoryIndex() if request.param is MemoryIndex else TantivyIndex(tmp_path / "search")
    with made.writing():
        made.rebuild([])
    return made


def a_document(key, headline="", text="", *, minutes_ago=0, **facts):
    at = NOW - timedelta(minutes=minutes_ago)
    return Document(key=key, headline=headline, text=text, published_at=at, **facts)


def put(index, *documents):
    with index.writing() as mine:
        assert mine
        index.put(documents)
    return fresh(index)


def fresh(index):
    """As a reader sees it a second later."""
    index.is_whole()
    return index


def keys(index, text, **facts):
    return index.find(Wanted(text=text, **facts)).keys


@pytest.mark.parametrize("asked", ["金", "黄金", "黄金股", "现货黄金", "现货黄金创下新高"])
def test_one_character_to_a_phrase_is_found(index, asked):
    put(
        index,
        a_document("article-1", "现货黄金创下新高", "黄金股集体走强。"),
        a_document("article-2", "生猪期货", "猪价回落。"),
    )

    assert keys(index, asked) == ["article-1"]


def test_a_word_is_found_wherever_it_stands_in_another(index):
    put(index, a_document("article-1", text="中国石油天然气股份有限公司公告"))

    assert keys(index, "气股") == ["article-1"]


@pytest.mark.parametrize(
    "asked", ["贵州茅台", "茅台", "600519", "600519.SH", "sh600519", "gzmt", "guizhoumaotai", "GZMT"]
)
def test_a_security_is_found_however_it_is_typed(index, asked):
    put(
        index,
        a_document(
            "article-1", "白酒龙头发布年报", "营收增长。", names=("贵州茅台", "茅台"),
            securities=("600519.SH",), codes=("600519", "600519.sh", "sh600519", "gzmt", "guizhoumaotai"),
        ),
        a_document("article-2", "乳品", "奶价。"),
    )  # fmt: skip

    assert keys(index, asked) == ["article-1"]


def test_the_shares_of_one_code_on_two_exchanges_are_two(index):
    put(index, a_document("article-1", text="平安银行", codes=("000001", "000001.sz")))

    assert keys(index, "000001.SH") == []


@pytest.mark.parametrize("asked", ["貴州茅臺", "贵州茅台"])
@pytest.mark.parametrize("written", ["貴州茅臺發布年報", "贵州茅台发布年报"])
def test_traditional_and_simplified_are_the_same(index, asked, written):
    put(index, a_document("article-1", written))

    assert keys(index, asked) == ["article-1"]


@pytest.mark.parametrize("asked", ["ai", "AI", "ＡＩ"])
def test_width_and_case_do_not_matter(index, asked):
    put(index, a_document("article-1", "AI算力需求上升"), a_document("article-2", "MAIN板块"))

    assert keys(index, asked) == ["article-1"]


def test_a_headline_counts_for_more_than_the_text(index):
    put(
        index,
        a_document("article-1", "生猪期货收涨", "养殖利润改善，黄金另计。"),
        a_document("article-2", "黄金收涨", "避险需求回升，买盘积极。"),
    )

    assert keys(index, "黄金") == ["article-2", "article-1"]


def test_of_two_alike_the_newer_comes_first(index):
    put(
        index,
        a_document("article-1", "黄金收涨", "避险", minutes_ago=60 * 24 * 40),
        a_document("article-2", "黄金收涨", "避险", minutes_ago=5),
    )

    assert keys(index, "黄金", now=NOW) == ["article-2", "article-1"]


def test_newest_first_when_asked(index):
    put(index, *(a_document(f"article-{n}", "黄金", minutes_ago=n) for n in (3, 1, 2)))

    assert keys(index, "黄金", newest=True) == ["article-1", "article-2", "article-3"]


def test_filters_narrow(index):
    put(
        index,
        a_document("article-1", "黄金", channels=("metals",), source="lanjiang"),
        a_document("flash-2", "黄金", channels=("futures", "metals"), source="dongan", minutes_ago=600),
    )

    assert keys(index, "黄金", channel="futures") == ["flash-2"]
    assert keys(index, "黄金", source="lanjiang") == ["article-1"]
    assert keys(index, "黄金", kind="flash") == ["flash-2"]
    assert keys(index, "黄金", since=NOW - timedelta(hours=1)) == ["article-1"]


def test_pages_follow_one_another(index):
    put(index, *(a_document(f"article-{n}", "黄金收涨", "买盘" * n) for n in range(1, 8)))

    pages = [index.find(Wanted(text="黄金", offset=at, size=3)) for at in (0, 3, 6)]

    assert sorted(key for page in pages for key in page.keys) == [f"article-{n}" for n in range(1, 8)]
    assert [page.total for page in pages] == [7, 7, 7]


def test_no_page_loses_anything_where_the_ranking_ends(index):
    put(index, *(a_document(f"article-{n}", "黄金收涨", "买盘" * n) for n in range(1, 71)))

    pages = [index.find(Wanted(text="黄金", offset=at, size=15)).keys for at in range(0, 75, 15)]

    assert sorted(key for page in pages for key in page) == sorted(f"article-{n}" for n in range(1, 71))


def test_putting_again_replaces(index):
    put(index, a_document("article-1", "黄金"))
    put(index, a_document("article-1", "白银"))

    assert keys(index, "黄金") == []
    assert keys(index, "白银") == ["article-1"]


def test_what_is_removed_is_gone_and_the_unknown_is_no_error(index):
    put(index, a_document("article-1", "黄金"))

    with index.writing():
        index.remove(["article-1", "article-9"])

    assert keys(fresh(index), "黄金") == []


def test_a_rebuild_replaces_everything(index):
    put(index, a_document("article-1", "黄金"))

    with index.writing():
        index.rebuild([a_document("article-2", "黄金")])

    assert keys(fresh(index), "黄金") == ["article-2"]


def test_there_is_one_writer(index):
    with index.writing() as first, index.writing() as second:
        assert (first, second) == (True, False)

    with index.writing() as again:
        assert again


@pytest.mark.parametrize("typed", ["黄", "黄金", "黄金收"])
def test_headlines_are_suggested_while_typing_newest_first(index, typed):
    put(
        index,
        a_document("article-1", "黄金收涨", minutes_ago=9),
        a_document("article-2", "现货黄金收跌"),
        a_document("article-3", "生猪", "黄金收涨"),
    )

    assert index.suggest(typed) == ["article-2", "article-1"]


def test_related_shares_a_security(index):
    put(
        index,
        a_document("article-1", "茅台分红", "每股派息。", securities=("600519.SH",)),
        a_document("article-2", "茅台扩产", "产能规划。", securities=("600519.SH",)),
        a_document("article-3", "猪价", "回落。", securities=("002714.SZ",)),
    )

    assert index.related("article-1") == ["article-2"]


def test_related_shares_telling_words(index):
    put(
        index,
        a_document("article-1", "工业硅减产", "砚山工业硅企业因电价上调减产，多晶硅库存下降。"),
        a_document("article-2", "多晶硅报价上调", "工业硅减产后多晶硅库存继续下降，电价仍高。"),
        *(
            a_document(f"article-{n}", f"第{n}场发布会", "记者提问环节热烈，主持人致辞。")
            for n in range(3, 20)
        ),
    )

    assert index.related("article-1") == ["article-2"]


def test_a_shared_channel_alone_relates_nothing(index):
    put(
        index,
        a_document("article-1", "工业硅减产", "电价上调。", channels=("futures",)),
        a_document("article-2", "生猪出栏", "均重下降。", channels=("futures",)),
    )

    assert index.related("article-1") == []


def test_a_round_up_is_related_to_nothing(index):
    put(
        index,
        a_document("article-1", "茅台分红", securities=("600519.SH",)),
        a_document("article-2", "财经晚报：茅台分红", securities=("600519.SH",), relates=False),
    )

    assert index.related("article-1") == []


def test_its_own_story_and_flashes_are_not_related(index):
    put(
        index,
        a_document("article-1", "茅台分红", story=5, securities=("600519.SH",)),
        a_document("article-2", "茅台派息", story=5, securities=("600519.SH",)),
        a_document("flash-3", "茅台", securities=("600519.SH",)),
    )

    assert index.related("article-1") == []


def test_nothing_is_related_to_the_unknown(index):
    assert index.related("article-404") == []


@pytest.mark.parametrize("asked", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_typed_is_answered(index, asked):
    put(index, a_document("article-1", "黄金收涨", "买盘积极。"))

    found = index.find(Wanted(text=asked))

    assert set(found.keys) <= {"article-1"}
    assert isinstance(index.suggest(asked), list)


def test_quotes_and_controls_are_only_spaces(index):
    put(index, a_document("article-1", "黄金收涨"))

    assert keys(index, '"黄金\x00 收涨"') == ["article-1"]
