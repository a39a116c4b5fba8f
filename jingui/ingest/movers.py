"""Of what is a flash the running figure? Of gold, a sector's rise, a market's close: one name a thing."""

from __future__ import annotations

import re
from functools import lru_cache

REMEMBERED = 2560  # texts: all that a busy stream comes back to
MOVER_CHARACTERS, SECTOR_CHARACTERS, SESSION_CHARACTERS = 120, 250, 160
RISE, FALL = "涨", "跌"
# 现货白银日内跌超2% · 截至目前，南向资金净买入额达50亿港元 · 沪深两市成交额突破1万亿
MOVER = re.compile(
    r"(?:(?:截至|数据|行情|记者|消息)[^，,]{0,14}[，,]|据[^，,]{2,16}[，,]|周[一二三四五六日][^，,]{0,6}[，,])*"
    r"(?P<name>[^，,。；;：:、\d][^，,。；;：:、]{1,22}?)"
    r"(?:短线|直线|[盘早午][前中后初盘]|尾盘|日内|现[报涨跌]|开盘|收盘|延续|继续|持续|一度|最新|触及|站[上稳]|失守|突破|收复"
    r"|抹去|反弹|回落|跳水|净[买卖]|向[上下]|大?幅?[涨跌]|重挫|暴|下[挫跌]|上涨|拉升|走[高低强弱]|转[涨跌]|翻[红绿]|[高低]开|收[报涨跌]"
    r"|[报超达]\d|扩大)[^。]*\d"
)
TURN = re.compile(
    r"(?P<name>[^，,。；;：:、\d][^，,。；;：:、]{1,16}?)(?:转[涨跌]|翻[红绿]|[涨跌]幅(?:扩大|收窄))"
)
MARKET_WORDS = re.compile(
    r"期货|指数|价格|股价|美股|港股|a股|日股|国际|上期所|大商所|郑商所|广期所|上海国际能源交易中心|主力合约|国内|在上一交易日|夜盘|连续|今日|早盘|盘前|盘后|[(（][^)）]*[)）]?|[兑/\s]"
)
DEGREES = re.compile(r"[小大]幅|集体|全线|再度|再次|双双|逆势|进一步|震荡|[多普][数涨跌]*$|收$|在$|转$")
# Things of many names, by one.
NAMED = (
    (r"(?:现货|伦敦|国际|纽约|comex)(?:[黄期]?金)|金价|^黄金", "黄金"),
    (r"(?:现货|伦敦|国际|纽约|comex)(?:[白期]?银)|银价|^白银", "白银"),
    (r"wti|美油|美国原油|纽约原油", "wti原油"),
    (r"布伦特|布油", "布伦特原油"),
    (r"国际(?:原油|油价)|^油价|^原油|两油", "国际油价"),
    (r"kospi(?!200)|韩国综|首尔综|韩股|韩国股", "韩国综指"),
    (r"日经|日本股", "日经"),
    (r"金龙|中概股", "中概股"),
    (r"纳斯达克|纳指|标普500|标准普尔|道琼斯|道指|美股(?:三大|主要|股)?(?:股指|指数|期)|^美股$", "美股指数"),
    (r"etf.{0,4}成交", "etf成交额"),
    (r"(?:沪深|两市|三市|a股|市场).{0,6}成交", "a股成交额"),
    (r"南向资金", "南向资金"),
    (r"恒生科技|恒科", "恒生科技"),
    (r"恒生|恒指", "恒生"),
    (r"a50", "a50"),
    (r"加权|台股", "台湾加权"),
    (r"美元.{0,2}日元|日元.{0,2}美元|^日元", "美元日元"),
    (r"欧洲斯托克|欧洲主要股|欧股", "欧股"),
    (r"比特币", "比特币"),
    (r"印尼.{0,4}(?:股|指数)|印度尼西亚股", "印尼股指"),
    (r"人民币.{0,4}中间价", "人民币中间价"),
    (r"集运.{0,4}欧线|欧线集运", "集运欧线"),
    (r"(?:lme|伦)(?:敦|期)?铜", "伦铜"),
    (r"(?:lme|伦)(?:敦|期)?锡", "伦锡"),
    (r"(?:lme|伦)(?:敦|期)?镍", "伦镍"),
    (r"(?:lme|伦)(?:敦|期)?铝", "伦铝"),
    (r"^a?股?三大|^指数$|^a股$", "a股指数"),
)  # fmt: skip
NAMES = tuple((re.compile(pattern), name) for pattern, name in NAMED)
TWINS = (("黄金", "白银"), ("wti原油", "布伦特原油"))  # told together, or one of them
BOTH = {"国际油价": TWINS[1]}
NO_THING = re.compile(
    r"^(?:|公司|今[日年].*|截至|其中|市场|个股|板块|(?:近期|针对|根据|目前|这个|全国|[就在受“]).*)$|[年月]|记者"
)
# 早盘PCB概念震荡走强 · 影视院线板块下挫 · 银行股震荡上行
SECTOR = re.compile(
    r"(?:\d+月\d+日|[早午盘开尾][盘后初中]|[,，]|a股|今日)*(?P<name>[^,，。;；:：\d]{2,16}?)"
    r"(?:(?:概念|板块|题材)股?|(?<![控港美a日])股(?![价票东份权指市息]))"
    r"(?P<way>[^,，。;；:：、]{0,12}?(?:涨|跌|挫|走[高低强弱]|拉升|活跃|上[扬行]|反弹|回升|冲高|强势|回暖|[高低]开"
    r"|调整|回[调落]|跳水|下[行探]|翻[红绿]))"
)
FALLS = re.compile(r"跌|挫|走[低弱]|低开|调整|回[调落]|跳水|下[行探]|翻绿")
# 沪指低开0.40% · 截至午间收盘，香港恒生指数涨1.11% · 期市夜盘收盘，国内期货主力合约涨跌互现
WRAPPED = (
    (r"etf|lof|基金", ""),
    (r"港股|香港恒生", "港股"),
    (r"美股|道指|道琼斯", "美股"),
    (r"欧股|欧洲|德国dax|英国富时", "欧股"),
    (r"日韩|亚太|日经225指数(?:开|收)盘?", "日韩股市"),
    (r"国内商品|国内期货|期市|夜盘期货", "国内期货"),
    (r"股指期货", "股指期货"),
    (r"a股|沪指|沪深|三大指数|上证指数|两市|市场(?:全天|早盘|震荡|高开|低开|冲高)", "a股"),
)  # fmt: skip
WRAPS = tuple((re.compile(pattern), name) for pattern, name in WRAPPED)
WRAP_CHARACTERS = 45  # of the beginning, where the market stands
HOURS = (
    (re.compile(r"午评|半日|截至午|午间收盘|午盘(?:收盘|播报)?"), "午盘"),
    (re.compile(r"夜盘(?:开盘|.{0,8}开)"), "夜盘开盘"),
    (re.compile(r"夜盘"), "夜盘收盘"),
    (re.compile(r"收评|收盘|截至收|全天|收[涨跌高低报]"), "收盘"),
    (re.compile(r"开盘|[高低]开(?![高低]走)"), "开盘"),
    (re.compile(r"成交额"), "收盘"),
)
HALF_DAY = re.compile(r"(?:沪深|两市|三市).{0,4}(?:半日|午盘)|截至午盘|午间收盘")
LEAST_INDICES = 2
INDEX = re.compile(
    r"沪指|上证|深证?成指|创业板指|恒生指数|恒生科技|道指|道琼斯|纳指|纳斯达克|标普|dax|cac|斯托克|富时|日经|韩国综|kospi"
    r"|主力合约|[涨跌]幅方面|中证500|沪深300"
)
A_SHARES = re.compile(r"沪指|上证|深证?成指|创业板指|科创50|a股指数")
LISTED = re.compile(r"1[、.．]")  # the first of many news


@lru_cache(maxsize=REMEMBERED)
def movers(essence: str) -> tuple[str, ...]:
    """What a text in lower case says to rise or fall: 现货白银跌超2% is of 白银; () for no such flash.

    A sector's rise and its fall are two things, as their flashes tell of other shares; so are a market's
    opening and its close, and what it does between. Gold and silver told together are both.
    """
    if LISTED.match(essence):
        return ()
    wrap = _wrap(essence)
    if wrap:
        return (wrap,)
    sector = SECTOR.match(essence) if len(essence) <= SECTOR_CHARACTERS else None
    if sector and not _known(f"{sector['name']}股"):
        return (f"{sector['name']}{FALL if FALLS.search(sector['way']) else RISE}",)
    found = (MOVER.match(essence) or TURN.match(essence)) if len(essence) <= MOVER_CHARACTERS else None
    return _with_twin(_plain(found["name"]), essence) if found else ()


def _with_twin(name: str, essence: str) -> tuple[str, ...]:
    if NO_THING.search(name):
        return ()
    twins = next((pair for pair in TWINS if name in pair), ())
    told = tuple(one for one in twins if any(known == one and form.search(essence) for form, known in NAMES))
    if len(set(A_SHARES.findall(essence))) >= LEAST_INDICES and A_SHARES.search(name):
        return (name, "a股指数")
    return BOTH.get(name) or told or (name,)


def _wrap(essence: str) -> str:
    """a股午盘: the market and the hour of which a text is the report, "" for none."""
    beginning = essence[:WRAP_CHARACTERS]
    market = next((name for pattern, name in WRAPS if pattern.search(beginning)), "")
    if not market:
        return ""
    if market == "a股" and HALF_DAY.search(essence):
        return "a股午盘"
    if market != "国内期货" and len(set(INDEX.findall(essence[:SESSION_CHARACTERS]))) < LEAST_INDICES:
        return ""
    hour = next((name for pattern, name in HOURS if pattern.search(essence[:SESSION_CHARACTERS])), "")
    return f"{market}{hour}" if hour else ""


def _plain(written: str) -> str:
    """The name by which a thing goes, without the words that stand beside it."""
    name = DEGREES.sub("", written)
    return _known(written) or _known(name) or DEGREES.sub("", MARKET_WORDS.sub("", name)) or name


def _known(written: str) -> str:
    return next((name for form, name in NAMES if form.search(written)), "")
