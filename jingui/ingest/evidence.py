"""Is a name in its surroundings the listed company? Names are also words, places, analysts and parts."""

from __future__ import annotations

import re
from functools import lru_cache

from jingui.ingest.linear import FOLDER

AMBIGUOUS = (FOLDER / "ambiguous_names.txt").read_text(encoding="utf-8").splitlines()


def _listed(kind: str) -> frozenset[str]:
    lines = (line.split()[1:] for line in AMBIGUOUS if line.startswith(f"{kind}:"))
    return frozenset(name for names in lines for name in names)


WORDS, DECOYS = _listed("words"), _listed("decoys")
# What stands before and after a company that is meant.
LIST_BEFORE = re.compile(r"(?:^|[、，：:；【】。\s|）)]|股|板块|其中|此前|早盘|午后|盘中|及|和)$")
ACTS = re.compile(
    r"\s*(?:[（(]|公告|涨|跌|[一直反]?[线字包]?涨停|跟[涨跌]|封|触及|触板|逼近|高开|低开|盘中|"
    r"股价|股份|公司|在互动|近日|今日|此前|拉升|走[强低高出]|获|拟|上市|退市|发布|首板|创(?:历史)?新高|主力|"
    r"\d+[天连板]|[一二两三四五六七八九十]+[天连板]|\d+cm|均|双双|大[涨跌]|收获|等?(?:投资)?成立)",
    re.IGNORECASE,
)
LISTED = re.compile(r"\s*(?:[、，。；]|等|纷纷|\s|$)")
ANNOUNCED = re.compile(r"公告|公司|股份|涨|跌")
MOVERS = re.compile(
    r"涨停|跌停|涨超|跌超|跟涨|跟跌|居前|靠前|净买入|领涨|领跌|封板|新高|走[高低强]|连板|\d板|股东|减持"
)
THEME_AFTER = re.compile(
    r"(?:、[^，。]{1,8}){0,2}\s*(?:概念|板块|行业|产业|赛道|领域|指数|ETF|龙头|整机|企业|相关|论坛)"
)
ANALYST = re.compile(
    r"证券$|^中金公司$|^中信建投$|^国泰海通$|^中国银河$|^申万宏源$|"
    r"^东方财富$|^同花顺$|资讯$|^上海钢联$|^人民网$|^新华网$"
)
ANALYST_AFTER = re.compile(
    r"\s*(?:(?:最新|近日|\d+日|\d+月\d+日)?(?:研报|研究|指出|认为|表示|预测|预计|测算|分析|"
    r"策略|首席|称|发布(?:研|报)|团队|数据|统计|监测|建议|看好|维持|给予|提示|点评|iFinD|Choice)|"
    r"[\u4e00-\u9fff]{2,12}(?:路|街|大道|道|营业部|分公司|总部|专用)|"
    r"、[^。]{2,30}(?:研报|指出|认为))"
)
# The other side of an announcement: editors link the company that announces, and rarely these.
COUNTERPART_BEFORE = re.compile(
    r"(?:股东|公司与|(?<![流转投走])向|吸收合并|(?:质权|保荐)(?:人|机构)为|质押给)$"
)
COUNTERPART_ENDS = frozenset("东与向并为给\n")  # the last character before it
BRANCH_AFTER = re.compile(r"(?:股份有限公司)?[\u4e00-\u9fff]{0,8}(?:分行|支行)")
OTHER_COMPANY_AFTER = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{0,12}?(?:有限(?:责任)?公司|合伙企业|基金管理|研究院|工业园|联合会|产业园)"
)
BOUNDARY = frozenset(
    "的了和与及或在对向由被从将把是为于至到等据经因若如称指让以给按该各"
    "其即又也并而但含获拟已均包股日电月年涨跌东方"
)


def is_meant(text: str, start: int, end: int, name: str) -> bool:
    """Whether text[start:end] speaks of the listed company `name`, not of a word, a place or a part."""
    before, after = text[max(0, start - 12) : start], text[end : end + 32]
    if name in WORDS:
        return _among_shares(text, before, after)
    if _is_analyst(name) and ANALYST_AFTER.match(after):
        return False
    if before[-1:] in COUNTERPART_ENDS and COUNTERPART_BEFORE.search(before):
        return False
    if name.endswith("银行") and BRANCH_AFTER.match(after):
        return False
    return not (_joined(before) and OTHER_COMPANY_AFTER.match(after))


@lru_cache(maxsize=4096)
def _is_analyst(name: str) -> bool:
    return ANALYST.search(name) is not None


@lru_cache(maxsize=8)  # one text is asked about for every name in it
def _tells_of_movers(text: str) -> bool:
    return MOVERS.search(text) is not None


def _among_shares(text: str, before: str, after: str) -> bool:
    """Whether a word stands where a share stands: as the one that acts, or in a list of movers."""
    if not LIST_BEFORE.search(before) or THEME_AFTER.match(after):
        return False
    if ACTS.match(after):
        return True
    if after[:1] in ("：", ":"):
        return bool(ANNOUNCED.search(text))
    return bool(LISTED.match(after) and before[-1:] in ("、", "股") and _tells_of_movers(text))


def heads_a_list(text: str, start: int, end: int, name: str) -> bool:
    """Whether a word begins a list of movers; the caller knows that a share comes next."""
    return (
        name in WORDS
        and text[end : end + 1] == "、"
        and bool(LIST_BEFORE.search(text[max(0, start - 12) : start]))
        and _tells_of_movers(text)
    )


def _joined(before: str) -> bool:
    """Whether the character before runs on into the name: 甬金|精工科技有限公司."""
    return bool(before) and "\u4e00" <= before[-1] <= "\u9fff" and before[-1] not in BOUNDARY
