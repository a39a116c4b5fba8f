"""Where are the words? Cut by rjieba; also where a headline may break."""

import re

import rjieba

MOST_CHARACTERS = 200_000  # a longer text is cut here; nothing a newsroom files is longer
TELLING = re.compile(r"\w")
UNPAIRED_SURROGATE = re.compile("[\ud800-\udfff]")
# Words of the trade that the general dictionary cuts apart.
TRADE = """
财联社 新华社 中新社 证监会 金管局 银保监会 上交所 深交所 北交所 港交所 上期所 郑商所
大商所 中金所 广期所 沪深 科创板 创业板 北证 沪指 深成指 恒生科技 北向资金 逆回购
涨停板 跌停板 减持 增持 回购 定增 中报 年报 季报 光伏 储能 沪金 沪银 沪铜 伦铜
螺纹钢 焦煤 美联储 欧央行 降准 降息 同比 环比
"""
TRADE_FREQUENCY = 3_000  # as often as a common word of the dictionary
# A line must not begin with these words, whatever the dictionary says.
CLINGING = frozenset("的地得了着过们吗呢吧啊等者")
# Tagged as names by the dictionary; on a page of news they are words.
NOT_PEOPLE = frozenset(
    ("高清", "高峰", "陈述", "陈旧", "温馨", "毛利", "白银", "唐山", "常规", "方便", "和平")
)
OFFICE = re.compile(
    r"(?:[校院局部处科司省市县厅行会董事]长|总裁|总监|主席|总统|总理|首相|经理|首席|分析师|研究员|教授|院士|发言人"
    r"|代表|创始人|合伙人|董事|监事|秘书|委员|大使|主任|书记|律师|大臣|女士|先生)$"
)
SPEAKING = re.compile(r"表示|[称说任]$|指出|认为|透露|强调|宣布|当选|辞[任职去]|去世")
OPENING = "“‘「『（《〈【〔([{"
CLOSING = "”’」』）》〉】〕)]}，。、；：！？…—·%‰℃,.;:!?"

for _word in TRADE.split():
    rjieba.add_word(_word, TRADE_FREQUENCY, "n")


def words(text: str) -> list[str]:
    """The words of a text in order, lower case, without spaces and punctuation."""
    return [word for word in cut(text) if word[0].isalnum() or TELLING.search(word)]


def cut(text: str) -> list[str]:
    """As `words`, with the spaces and punctuation between them."""
    return rjieba.cut(_safe(text).lower())


def words_for_search(text: str) -> list[str]:
    """As `words`, with the shorter words inside long ones beside them (中国石油 → 中国, 石油, 中国石油)."""
    return [word for word in rjieba.cut_for_search(_safe(text).lower()) if TELLING.search(word)]


def pieces(headline: str) -> list[str]:
    """The headline cut where a line may break (`<wbr>`); joined again it is the same headline."""
    found: list[str] = []
    for word in rjieba.cut(_safe(headline)):
        if found and _clings(found[-1], word):
            found[-1] += word
        else:
            found.append(word)
    return found


def is_person(name: str) -> bool:
    """Whether the dictionary (or its model of unknown words) takes this, as a whole, for a person's name."""
    return [tag for _, tag in rjieba.tag(_safe(name))] == ["nr"] and name not in NOT_PEOPLE


def tagged(text: str) -> list[tuple[str, str]]:
    """Every word with the dictionary's tag: v a verb, nr a person, ns a place (the ICTCLAS set)."""
    return rjieba.tag(_safe(text))


def people(text: str) -> list[str]:
    """The people that a text names, each once, in order: a name that an office stands before, or that speaks.

    Alone, the dictionary's tag would also take 通知函 and half of the companies for people.
    """
    words = tagged(text)
    around = zip([("", ""), *words], words, [*words[1:], ("", "")], strict=False)
    found = [name for (before, _), (name, tag), (after, _) in around if tag == "nr" and _acts(before, after)]
    return [name for name in dict.fromkeys(found) if len(name) > 1 and is_person(name)]


def _acts(before: str, after: str) -> bool:
    return bool(OFFICE.search(before)) or bool(SPEAKING.match(after))


def _clings(before: str, word: str) -> bool:
    """Whether no line may break between these two."""
    if before[-1] in OPENING or word[0] in CLOSING or word in CLINGING or word.isspace():
        return True
    return before[-1].isascii() and word[0].isascii() and not before[-1].isspace()


def _safe(text: str) -> str:
    return UNPAIRED_SURROGATE.sub("\ufffd", text[:MOST_CHARACTERS])
