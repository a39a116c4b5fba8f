"""Who signed, and which house it came from: the byline and the source line, as printed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jingui.text.segment import is_person

# The common surnames (Ministry of Public Security, the first hundred of 2020, and journalists' own), then
# the double ones.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊"
    "白孟秦邱侯江尹薛闫雷龙黎史陶贺毛段郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文温施葛樊兰殷鲁岳柏闵惠牛祝颜章齐倪洪梅安耿管聂关翟俞章左辛包"
    "柳华车冉骆季甘项房伍裴路屈解涂鲍柴凌霍滕单饶宁欧邢桂瞿费莘祁莫芦佟卓靳宫柯尚舒应詹阮欧苗申艾曲焦游欧盛喻阳蓝庄穆童古米桑池楼原成买党狄"
    "风仲全鞠丛岑薄巩沙鄢邸亓逄矫荆宗戚佘奚臧么计谈麻强贲邰佴滑揭"
)
DOUBLE_SURNAMES = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯"
PERSON = (
    rf"(?!\S{{0,8}}(?:报道|专电|电讯|摄影))"
    rf"(?:(?:{DOUBLE_SURNAMES})[一-龥]{{1,2}}|[{SURNAMES}][一-龥]{{1,2}}|[一-龥]{{1,8}}·[一-龥]{{1,10}})"
)
BETWEEN = r"(?:[\s、，,]|/(?!文|图|摄)){1,3}"
PEOPLE = rf"{PERSON}(?:{BETWEEN}{PERSON}){{0,7}}"
ONLY_PEOPLE = re.compile(PEOPLE)
HOUSES = (
    "网",
    "报",
    "社",
    "台",
    "频道",
    "编辑部",
    "公司",
    "集团",
    "中心",
    "新闻",
    "在线",
    "客户端",
    "财经",
    "传媒",
)
LABELLED = (
    re.compile(r"(?:^|[\s\]】])文\s*[丨|｜︱│∣/／:：]\s*(?P<who>[^\n]{1,60})"),
    re.compile(
        r"(?:作\s*者|撰\s*文|执\s*笔人?|撰稿人?|图文|采写|供稿|撰写|文字)\s*[:：丨|｜︱│∣/／]\s*(?P<who>[^\n]{1,60})"
    ),
    re.compile(rf"(?P<who>{PEOPLE})\s*[/／]\s*文"),
    re.compile(r"由\s*(?P<who>[^\s由]{2,16}?)\s*张贴"),
    re.compile(r"\d\s*by\s+(?P<who>[\w\-]{2,20})"),
)
LABELLING = re.compile("[文作撰执图采供由b]")  # each of these patterns asks for one
REPORTER = re.compile(rf"(?:记\s*者|实习生|评论员|通讯员)\s*[:：丨|｜︱│∣/]?\s*(?P<who>{PEOPLE})")
BRACKETS = re.compile(r"[（(【\[]([^（()）【】\[\]]{2,60})[)）】\]]")
CORRESPONDENT = re.compile(rf"^\s*(?P<who>{PEOPLE})\s*(?:[一-龥]{{2,6}})?(?:报道|专电|电)\s*$")
EDITOR = re.compile(
    rf"(?:责任编辑|责\s*编|编\s*辑)\s*[:：丨|｜︱│∣/]?\s*(?P<who>{PEOPLE}|(?<=[:：丨|｜︱│∣/])[A-Za-z一-龥]{{2,8}}(?![一-龥]))"
)
# What a public notice says of itself (政府信息公开目录, GB/T 21063): the authority signs it.
AUTHORITY = re.compile(r"(?:发文|发布|制发)\s*(?:机关|机构|单位)\s*[:：]\s*(?P<who>[一-龥]{3,30})")
LABEL_ALONE = re.compile(r"[一-龥\s]{2,8}[:：]")
ORIGIN = re.compile(
    r"(?:来\s*源|稿源|转自|摘自|出处)\s*[:：丨|｜︱│∣]\s*[\[【「《]?\s*(?P<house>[^\s\[\]【】《》:：|丨，,。；;（(]{2,24})"
)
STOPS = re.compile(
    r"\s{2,}|来\s*源|编\s*辑|责\s*[编任]|时\s*间|日\s*期|发布|发表|阅读|浏览|评论|点击|字号|校对|摄影|图片|审核|访问|栏目|供图|人气"
    r"|标签|作\s*者|(?:19|20)\d\d[-年/.]|[|丨｜；;。：:]"
)
SPACED_NAME = re.compile(r"(?<![一-龥])([一-龥]) ([一-龥])(?![一-龥])")  # 赵 培, set to the width of three
MEANINGLESS = re.compile(
    r"^(?:佚名|匿名|未知|不详|admin|administrator|管理员|编辑|小编|网络|互联网|本站|原创|转载|size=.*|null|none|-+|\d+|作者|来源)$",
    re.IGNORECASE,
)
LONGEST_BYLINE_CHARACTERS = 40
HEAD_LINES, TAIL_LINES = 12, 8
SHORT_LINE_CHARACTERS = 70  # a longer one is running text
SIGNED_WITHIN_LINES = 8


@dataclass(frozen=True, slots=True)
class Credits:
    """The byline as printed, the house the text came from, and where the byline was found, in words."""

    byline: str = ""
    origin: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The lines before, in and after a body, in order, and what the page says of itself."""

    before: Sequence[str] = ()
    body: Sequence[str] = ()
    after: Sequence[str] = ()
    headline: str = ""
    meta: str = ""  # the author of the page's metadata


def credits(around: Surroundings) -> Credits:
    """Who signed and which house it came from.

    An author's label counts most, then the reporter named beside the text, then one named inside it,
    then the page's metadata, then a name that stands alone, and last the editor.
    """
    masthead = _joined(around.before)[-HEAD_LINES:][::-1]
    origin = _origin([*masthead, *around.body[:1], *around.body[-2:], *around.after[:TAIL_LINES]])
    for found, names in _bylines(around, masthead):
        byline = _trim(names)
        if byline:
            return Credits(byline, origin, found)
    return Credits("", origin)


def _bylines(around: Surroundings, masthead: Sequence[str]) -> Iterator[tuple[str, str]]:
    """All findings, the most telling first."""
    body, below, meta = around.body, around.after[:TAIL_LINES], around.meta.strip()
    yield from _found("署名", LABELLED, _labelled([*masthead, *body[:2], *body[-3:]]))
    yield "记者", _reporters(_short([*masthead[3::-1], *body[:SIGNED_WITHIN_LINES], *body[-3:], *below[:3]]))
    yield from _found("署名", LABELLED, _labelled(below))
    yield "文中括注的记者", _reporters(_bracketed([*body[:2], *body[-3:]]))
    yield from _alone("题下括注", _bracketed(masthead[:4]))
    if ONLY_PEOPLE.fullmatch(meta):
        yield "页面元数据", meta
    yield from _alone("单独成行的姓名", [*masthead[:3], *body[:3], *below[:2]])
    yield from (
        ("题中的作者", line)
        for line in masthead[:3]
        if any(re.match(rf"{re.escape(line)}\s*[:：]", title) for title in _titles(around, masthead))
    )
    yield from _found("文末括注", (CORRESPONDENT,), _bracketed(line[-60:] for line in body[-1:]))
    yield from _alone("文末括注", _bracketed(line[-60:] for line in body[-1:]))
    if meta and not meta.endswith(HOUSES) and not re.search(r"[,，.]|https?:", meta):
        yield "页面元数据", meta
    yield from _found("发文机关", (AUTHORITY,), [*masthead, *_joined(body[:SIGNED_WITHIN_LINES])])
    yield from _found("编辑", (EDITOR,), [*body[-2:], *below, *masthead[:4]])


def _titles(around: Surroundings, masthead: Sequence[str]) -> Iterator[str]:
    """The headline, and the line above it that gives it with its author (王小明：……)."""
    yield around.headline
    yield from (line for line in masthead if around.headline and line.endswith(around.headline))


def _joined(lines: Sequence[str]) -> list[str]:
    """The lines, a label that stands alone (in a cell of its own) with the line that follows it."""
    joined: list[str] = []
    for line in lines:
        if joined and LABEL_ALONE.fullmatch(joined[-1]):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _found(how: str, patterns: Iterable[re.Pattern[str]], lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Line by line, what the patterns find."""
    return ((how, match["who"]) for line in lines for one in patterns if (match := one.search(line[-400:])))


def _alone(how: str, lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Lines that hold nothing but people's names."""
    for line in lines:
        said = line.strip()
        if ONLY_PEOPLE.fullmatch(said) and any(
            "·" in name or is_person(name) for name in re.split(BETWEEN, said)
        ):
            yield how, line


def _short(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if len(line) < SHORT_LINE_CHARACTERS]


def _labelled(lines: Iterable[str]) -> list[str]:
    return [line for line in _short(lines) if LABELLING.search(line)]


def _bracketed(lines: Iterable[str]) -> list[str]:
    return [inside for line in lines for inside in BRACKETS.findall(line)]


def _reporters(lines: Iterable[str]) -> str:
    """All reporters who sign, each once, in the order of the lines."""
    return " ".join(dict.fromkeys(match["who"] for line in lines for match in REPORTER.finditer(line)))


def _origin(lines: Iterable[str]) -> str:
    for line in lines:
        match = ORIGIN.search(line[:300])
        house = STOPS.split(match["house"])[0].strip(" -—·") if match else ""
        if len(house) > 1 and not MEANINGLESS.match(house):
            return house
    return ""


def _trim(names: str) -> str:
    """The names as printed, without what follows them on the line."""
    names = STOPS.split(names.strip(" \t-—·*　"), maxsplit=1)[0]
    names = SPACED_NAME.sub(r"\1\2", re.sub(r"\s+", " ", names)).strip(" -—·,，、*/")
    names = re.sub(r"^(?:记者|通讯员|特约)\s*", "", names)
    if MEANINGLESS.match(names) or not 1 < len(names) <= LONGEST_BYLINE_CHARACTERS:
        return ""
    return names
