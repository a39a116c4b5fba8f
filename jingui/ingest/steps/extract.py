"""Where is the text? On a page, in a feed's HTML, in plain text; and who signed it."""

import re

from jingui.ingest.draft import Draft, World
from jingui.ingest.extraction import feed
from jingui.ingest.extraction.boilerplate import refers_to_figure
from jingui.ingest.extraction.credits import Credits, Surroundings, credits
from jingui.ingest.extraction.headline import clean, without_site
from jingui.ingest.extraction.page import SAID, Reading, read
from jingui.text.dates import settle
from jingui.text.html import from_text, to_text, to_text_of_sane

TOPPED = re.compile(r"^\s*【(?P<headline>[^【】]{2,120})】[ \t\u3000]*\n*(?P<rest>.*)", re.DOTALL)
HOUSE = "[\u4e00-\u9fff]"
DATELINE = re.compile(
    rf"^(?P<dateline>{HOUSE}{{2,20}}?\d{{1,2}}月\d{{1,2}}日{HOUSE}{{0,2}}?(?:电|讯|消息|报道)|本报讯|{HOUSE}{{2,6}}社讯)"
    r"(?:\s*[（(][^（）()]{2,40}[)）]|[，,：:\s])"
)
SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
LONGEST_HEADLINE_CHARACTERS = 120
LONGEST_STAND_IN_CHARACTERS = 40
ADDRESS = re.compile(r"\S+@\S+\s*\(?|\)$")
NO_SIGNATURE = re.compile(r"^(?:admin\w*|root|editor|unknown|none|null|小编|编辑|佚名|匿名)$", re.IGNORECASE)


def extract(draft: Draft, world: World) -> Draft:
    """Find headline, body and byline, wherever this item carries them; not again what was read elsewhere."""
    if draft.body or draft.faults or any(line.startswith(SAID) for line in draft.trail):
        return draft
    if draft.page:
        draft = _from_page(draft)
    elif draft.raw_html and draft.raw_html.strip():
        draft = _from_markup(draft, draft.raw_html)
    elif draft.raw_text and draft.raw_text.strip():
        draft = _from_text(draft, draft.raw_text)
    else:
        title = _title(draft)
        said = "来稿只有标题，没有正文" if title else "来稿是空的"
        draft = draft.but(headline=title, because=f"{SAID}：{said}")
    return _checked(_with_headline(_with_dateline(draft)))


def _from_page(draft: Draft) -> Draft:
    reading = read(
        draft.page,
        url=draft.url,
        selectors=draft.source.selectors,
        templates=draft.source.templates,
        now=draft.fetched_at,
    )
    headline = _title(draft) or reading.headline
    draft = draft.but(headline=headline, body=reading.body, seen=reading.seen, because=reading.how)
    return _dated(_credited(draft, reading.credits), reading)


def _dated(draft: Draft, reading: Reading) -> Draft:
    """The date the page gives; the step `date` prefers what the feed said."""
    if reading.dated is None:
        return draft
    at, _ = settle(reading.dated.dated.at, now=draft.fetched_at)
    return draft.but(published_at=at, because=f"页面日期：取自{reading.dated.place}") if at else draft


def _from_markup(draft: Draft, markup: str) -> Draft:
    reading = feed.read(markup, url=draft.url)
    draft = draft.but(headline=_title(draft), body=reading.body, because=reading.how)
    return _credited(draft, reading.credits)


def _from_text(draft: Draft, text: str) -> Draft:
    """Plain text; off a wire, 【title】content is a headline and its text."""
    headline = _title(draft)
    topped = TOPPED.match(text)
    if topped and (draft.source.wire or not headline or _bare(headline) == _bare(topped["headline"])):
        headline, text = topped["headline"].strip(), topped["rest"]
        draft = draft.but(because="标题取自文首【】")
    body = from_text(text) or from_text(headline)
    lines = to_text_of_sane(body).split("\n")
    return _credited(draft.but(headline=headline, body=body), credits(Surroundings(body=lines)))


def _title(draft: Draft) -> str:
    """The headline as it came, without the site's name; a title cut off inside markup loses the markup."""
    title = to_text(draft.raw_title) if "<" in draft.raw_title or "&" in draft.raw_title else draft.raw_title
    title = without_site(clean(title.replace("\n", " ")))
    topped = TOPPED.match(title)
    return (topped["headline"] if topped and not topped["rest"].strip() else title)[
        :LONGEST_HEADLINE_CHARACTERS
    ]


def _credited(draft: Draft, found: Credits) -> Draft:
    """The byline of the feed, else the one found; the house named in 来源： is kept beside it."""
    byline = ADDRESS.sub("", draft.raw_byline).strip(" ()")
    if byline and not NO_SIGNATURE.match(byline):
        return draft.but(byline=byline, origin=found.origin)
    if found.byline:
        return draft.but(
            byline=found.byline, origin=found.origin, because=f"署名：{found.byline}（{found.found}）"
        )
    return draft.but(origin=found.origin)


def _with_headline(draft: Draft) -> Draft:
    """A text without a headline gets its first sentence after the dateline instead, and this is said."""
    if draft.headline or not draft.body:
        return draft
    text = to_text_of_sane(draft.body).removeprefix(draft.dateline).lstrip("，,：: ")
    first = SENTENCE.match(text)
    words = first[0].strip() if first else ""
    if len(words) > LONGEST_STAND_IN_CHARACTERS:
        words = re.split(r"[，,；;]", words)[0][:LONGEST_STAND_IN_CHARACTERS]
    return draft.but(headline=words.rstrip("。"), because="来稿没有标题，暂以首句代替")


def _with_dateline(draft: Draft) -> Draft:
    match = DATELINE.match(to_text_of_sane(draft.body[:400])) if draft.body else None
    return draft.but(dateline=match["dateline"], because=f"电头：{match['dateline']}") if match else draft


def _checked(draft: Draft) -> Draft:
    """An article that speaks of a figure it does not have is said, and doubted."""
    if "图" not in draft.body or "<img" in draft.body or not refers_to_figure(draft.body):
        return draft
    said = "正文提到图，稿中却没有图"
    return draft.but(doubts=(*draft.doubts, said), because=said)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
