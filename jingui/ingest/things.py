"""Of which one thing does a text of a common pattern tell? Of who files, of where the earth shook."""

from __future__ import annotations

import re
from functools import lru_cache

from jingui.ingest.movers import FALL, RISE, movers

REMEMBERED = 2560  # texts: all that a busy stream comes back to
BEGINNING_CHARACTERS = 160
THING = "~"  # before the name of a thing, among the terms of a look
NAME_CHARACTERS = 4  # of a company; the rest is its trade and its form
HOUSE_AND_COMPANY_CHARACTERS, PLACE_CHARACTERS, PERSON_CHARACTERS = 16, 2, 2
STARTS = r"(?:^|[,:、])"
COMPANY = r"(?P<name>[^,。:()]{4,36}?)"
BRACKETED = r"(?:\([^)]*\))?"
# What is done, how it is told, and how much of the name tells it from others.
ACTS = (
    (
        "地震",  # 不丹发生5.2级地震 · 在新疆博尔塔拉州博乐市(北纬44.60度,东经82.20度)发生3.2级地震
        r"(?:^|[在,、日时分])(?:今天|当天|附近|此前)?(?P<name>(?!针对|全力|发生|地震)[^,。()、在\d]{2})"
        rf"[^,。()、在]{{0,24}}{BRACKETED}(?:发生)?\d(?:\.\d)?级(?:左右)?(?:地震|强震)",
        PLACE_CHARACTERS,
    ),
    (
        "上市",  # 青禾生物股份有限公司向港交所提交上市申请书
        rf"{STARTS}{COMPANY}(?:\([^)]{{1,8}}\))?(?:-[a-z])?(?:在|向)?(?:港交所|香港联交所|香港交易所)(?:主板)?"
        r"(?:提交|递交)了?上市申请",
        NAME_CHARACTERS,
    ),
    (
        "上市",  # 青禾生物科创板IPO获受理
        rf"{STARTS}{COMPANY}(?:科创板|创业板|沪市主板|深市主板|北交所)?(?:ipo|上市申请)(?:审核)?"
        r"(?:状态变更为|获受理|获上市委|注册生效|提交注册|将于)",
        NAME_CHARACTERS,
    ),
    (
        "注册",  # 证监会同意远山科技科创板IPO注册申请 · 关于同意青禾新材向特定对象发行股票注册的批复
        r"同意(?P<name>[^,。:()《》]{2,30}?)(?:首次公开发行|(?:科创板|创业板|[沪深]市主板|北交所)(?:ipo|上市)|ipo|向不?特定对象)",
        NAME_CHARACTERS,
    ),
    (
        "反倾销",  # 某国对涉华苯乙烯启动反倾销调查
        r"对(?:涉?华|原产于(?:或进口自)?中国(?:[^,。的]{0,30}的)?)(?P<name>[^,。]{2,16}?)(?:启动|发起|作出|进行)?反(?:倾销|补贴)",
        NAME_CHARACTERS,
    ),
    (
        "工商",  # 企查查APP显示，近日，远山（江城）科技有限公司成立
        r"^.{0,12}(?:企查查|天眼查|启信宝)[^,]{0,12},(?:[^,]{0,8}日,?|近日,|[^,]{0,4},)?(?P<name>[^,。]{4,36}?)"
        r"(?:正式)?(?:成立|发生工商变更|新增|完成工商)",
        NAME_CHARACTERS,
    ),
    (
        "目标价",  # 江城证券将远山科技目标价从33元上调至41元
        rf"(?P<name>[^,。:()]{{2,10}}将[^,。:()]{{2,14}}?){BRACKETED}的?(?:股票)?目标股?价",
        HOUSE_AND_COMPANY_CHARACTERS,
    ),
    ("查处", r"(?P<name>[^,。对、副]{2})(?:涉嫌)?严重违纪违法", PERSON_CHARACTERS),  # 林小满涉嫌严重违纪违法
)
FORMS = tuple((act, re.compile(form), characters) for act, form, characters in ACTS)
SIGN = re.compile(
    r"地震|强震|上市申请|ipo|同意|反倾销|反补贴|企查查|天眼查|启信宝|目标股?价|严重违纪违法"
)  # of any of them
BESIDE_NAME = re.compile(
    r"\([^)]*\)|^(?:上海|北京|广东|深圳|广州|杭州|浙江|江苏|四川|武汉|成都|山东|福建|湖南|湖北|安徽)[市省]?"
)
ANNOUNCED = re.compile(
    rf"(?:\d+月\d+日[,晚间]*)?(?P<name>[^,。:()、]{{2,10}}?){BRACKETED}(?:[早晚]间)?(?:发布)?(?:公告|披露)"
)


@lru_cache(maxsize=REMEMBERED)
def things(essence: str) -> tuple[str, ...]:
    """What a text in lower case is of, by name; () for no such pattern. Who share a name are of one thing."""
    acted = _acted(essence)
    return movers(essence) or (("".join(acted),) if acted else ())


def one_thing(a: str, b: str) -> bool | None:
    """Whether two texts of such patterns are of one thing; None where one is of no pattern."""
    one, two = things(a), things(b)
    return bool(set(one) & set(two)) if one and two else None


def one_mover(a: str, b: str) -> bool:
    """Whether two texts are running figures of one thing."""
    return not set(movers(a)).isdisjoint(movers(b))


def other_filing(a: str, b: str) -> bool:
    """Whether two texts of one pattern are of two things: two companies that file, two places that shook.

    Where one text names what the other is of, they may be of one.
    """
    one, two = _acted(a), _acted(b)
    if not one or not two or one == two:
        return False
    (act, name), (other_act, other) = one, two
    return act == other_act and name not in b and other not in a


def other_mover(a: str, b: str) -> bool:
    """Whether two running figures are of two things; sectors are no such things, for one has many names."""
    return one_thing(a, b) is False and not any(name[-1] in RISE + FALL for name in (*things(a), *things(b)))


def other_announcer(a: str, b: str) -> bool:
    """Whether two companies announce, that have no two characters of their names in common."""
    one, two = ANNOUNCED.match(a), ANNOUNCED.match(b)
    return one is not None and two is not None and not _pairs(one["name"]) & _pairs(two["name"])


def _pairs(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)}


@lru_cache(maxsize=REMEMBERED)
def _acted(essence: str) -> tuple[str, str] | None:
    """What is done, and the name of the one it is done by or to."""
    if not SIGN.search(essence, 0, BEGINNING_CHARACTERS):
        return None
    for act, form, characters in FORMS:
        found = form.search(essence, 0, BEGINNING_CHARACTERS)
        if found:
            name = BESIDE_NAME.sub("", found["name"]) if characters == NAME_CHARACTERS else found["name"]
            return act, name[:characters]
    return None
