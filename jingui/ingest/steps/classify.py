"""What is it about, what kind of text is it, and on which shelf does it go?"""

from __future__ import annotations

import re

from ahocorasick_rs import AhoCorasick

from jingui.ingest.draft import Draft, Form, Scored, World
from jingui.ingest.shelves import NAMES, SHELF_WORDS, shelved

NO_FINANCE = 0.1  # below it a text is not about finance at all,
SAID = 0.5  # unless its words speak for a shelf as strongly as this
SECOND_SHELF = 0.5  # from here on a text also goes to a second and a third shelf
MOST_SHELVES = 3
TELLING_LEAN = 0.5  # log-odds that the editors' decisions add or take before the trail says so

RESEARCH_HEADLINE = re.compile(r"^[^\s，。]{1,6}[：:]|研报|周报|月报|策略报告|投资策略")
RESEARCH_SECTIONS = re.compile("供应|需求|库存|基差|利润|价差|月差|产量|消费|逻辑|平衡表|成本")
RESEARCH_ADVICE = re.compile("策略|建议|单边|套利|做多|做空|操作|区间|多空|风险|上行|下行|核心判断|观点|展望")
FEWEST_SECTIONS, FEWEST_ADVICE = 3, 2  # different ones; without a headline of research one more section

HAN = re.compile("[\u4e00-\u9fff]+")
LANGUAGE_CHARACTERS, FEWEST_HAN = 200, 0.15  # share of the text that is Chinese characters

COMMENT_LENGTH = 400  # a shorter text argues nothing
COMMENT_SAID = re.compile("评论|时评|社评|述评|专栏|随笔|深度")
COMMENT_HEADLINE = re.compile("其实|不在|背后|为何|为什么|如何|怎样|谁|账本|真相|启示|思考|解读|观察|[？?]")
COMMENT_WORDS = (
    "其实", "说到底", "换句话说", "而是", "我们", "笔者", "未必", "看上去", "意味着", "真正", "道理",
    "问题在于", "更像", "说得", "值得",
)  # fmt: skip
NEWS_MARKS = ("日电", "公告", "数据显示", "据悉")
DAY = re.compile(r"月(?<=\d月)\d{1,2}日(?!电)")  # a news mark too; its first character is soon found
ARGUED = AhoCorasick([*COMMENT_WORDS, *NEWS_MARKS])


def classify(draft: Draft, world: World) -> Draft:
    """Topics by the model; shelves by topics, telling words, the form of the text and the editors' rules."""
    model = world.topics()
    topics = tuple(model.predict(draft.headline, draft.text))
    told = SHELF_WORDS.told(draft.headline, draft.text, draft.securities)
    lean = model.lean(draft.headline, draft.text)
    subjects = shelved(topics, told, lean)
    argued = _argued(draft, subjects[0])
    form = _form(draft, subjects[0], argued)
    draft = draft.but(topics=topics, form=form, channels=_shelves(draft, form, subjects, argued))
    draft = draft.but(because=f"主题：{_listed(topics)}").but(because=f"频道：{_listed(draft.channels)}")
    if taught := [shelf for shelf, more in lean.items() if abs(more) >= TELLING_LEAN]:
        told_by = "、".join(f"{NAMES[shelf]} {lean[shelf]:+.1f}" for shelf in taught)
        draft = draft.but(because=f"编辑部此前的改投：{told_by}")
    loudest = max(one.strength for one in told.values())
    return _doubted(draft, world, loudest)


def _doubted(draft: Draft, world: World, loudest: float) -> Draft:
    """What an editor should look at: another language, and what nothing in it calls finance."""
    text = draft.headline + draft.text[:LANGUAGE_CHARACTERS]
    if text and len("".join(HAN.findall(text))) < FEWEST_HAN * len(text):
        return draft.but(doubts=(*draft.doubts, "不是中文稿"), because="疑问：不是中文稿，主题未必可靠")
    if loudest >= SAID or draft.source.channels:
        return draft
    finance = world.topics().finance_score(draft.headline, draft.text, enough=NO_FINANCE)
    if finance >= NO_FINANCE:
        return draft
    doubt = f"不像财经新闻（{finance:.2f}）"
    return draft.but(doubts=(*draft.doubts, doubt), because=f"疑问：{doubt}")


def _form(draft: Draft, subject: Scored, argued: float) -> Form:
    if draft.source.wire:
        return Form.FLASH
    if _is_research(draft, subject):
        return Form.RESEARCH
    return Form.COMMENT if argued >= SECOND_SHELF else Form.NEWS


def _is_research(draft: Draft, subject: Scored) -> bool:
    """Supply, demand, stocks and margins, and what to do about them."""
    if subject.name != "futures":
        return False
    titled = bool(RESEARCH_HEADLINE.search(draft.headline)) or any("研报" in tag for tag in draft.raw_tags)
    sections = len(set(RESEARCH_SECTIONS.findall(draft.text)))
    advice = len(set(RESEARCH_ADVICE.findall(draft.text)))
    return sections >= FEWEST_SECTIONS + (not titled) and advice >= FEWEST_ADVICE - titled


def _argued(draft: Draft, subject: Scored) -> float:
    """How much (0..1) the text argues instead of reporting; a piece that no subject claims rather argues."""
    if len(draft.text) < COMMENT_LENGTH:
        return 0.0
    if COMMENT_SAID.search(draft.headline) or any(COMMENT_SAID.search(tag) for tag in draft.raw_tags):
        return 0.8
    per_thousand = 1_000 / len(draft.text)
    found = [which < len(COMMENT_WORDS) for which, _, _ in ARGUED.find_matches_as_indexes(draft.text)]
    words = min(5.0, sum(found) * per_thousand)
    marks = (len(found) - sum(found) + len(DAY.findall(draft.text))) * per_thousand
    asked = 0.2 * bool(COMMENT_HEADLINE.search(draft.headline))
    return max(0.0, min(0.9, 0.3 + asked + 0.04 * words - 0.05 * marks + 0.6 * (0.5 - subject.score)))


def _shelves(draft: Draft, form: Form, subjects: list[Scored], argued: float) -> tuple[Scored, ...]:
    """The best shelf first; a flash also goes to 24 小时, and an editors' rule comes before all."""
    best, *others = subjects
    chosen = [best, *(shelf for shelf in others if shelf.score >= SECOND_SHELF)][:MOST_SHELVES]
    if form is Form.RESEARCH:
        chosen.insert(0, Scored("futures-research", best.score, best.terms))
    if form is Form.COMMENT:
        chosen.insert(0, Scored("insight", round(argued, 4)))
    if form is Form.FLASH:
        chosen.append(Scored("24h", 1.0))
    ruled = [Scored(slug, 1.0, ("来源规则",)) for slug in draft.source.channels]
    first: dict[str, Scored] = {}
    for shelf in [*ruled, *chosen]:
        first.setdefault(shelf.name, shelf)
    return tuple(first.values())


def _listed(scored: tuple[Scored, ...]) -> str:
    return "；".join(_said(one) for one in scored)


def _said(one: Scored) -> str:
    terms = f"（{'、'.join(one.terms)}）" if one.terms else ""
    return f"{NAMES.get(one.name, one.name)} {one.score:.2f}{terms}"
