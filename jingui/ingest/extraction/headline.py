"""What is this page called? The heading that its metadata and its title agree on, without the site's name."""

import re
from collections import Counter
from collections.abc import Sequence

from jingui.ingest.extraction.blocks import Block
from jingui.text.html import Element

PARTS = re.compile(r"\s*(?:[_|｜–—»]|\s-\s|--|(?<=[^\x00-\xff])-(?=[^\x00-\xff])|(?<=[^\x00-\xff])-$|::)+\s*")
SITE = re.compile(
    r"(?:网|网站|新闻|日报|晚报|晨报|早报|时报|周刊|报|在线|频道|财经|客户端|门户|博客|论坛|社区|资讯|头条|首页|官网|平台|搜狐|新浪|腾讯|凤凰|网易|哔哩哔哩"
    r"|股票|基金|期货|外汇|要闻|滚动|正文|新闻网|\.com|\.cn|\.net)$",
    re.IGNORECASE,
)
SPACES = re.compile(r"\s+")
LABELS = re.compile(r"^(?:标题|题目|原标题)\s*[:：]\s*")
SHORTEST, LONGEST = 4, 120
TELLING = 6  # characters
NEAR_LINES = 6
LONGEST_SITE = 16  # characters of a site's name
META_NAMES = ("og:title", "twitter:title", "ArticleTitle", "citation_title")
NO_HEADLINE = re.compile(
    r"^[—*\-]|……$|来源|作者|记者|编辑|发布|时间|日期|位置|[>＞]|\d{1,2}:\d\d|(?:19|20)\d\d[-/年.]\d|https?:|[。；：:]$|size="
    r"|^本[报刊]|实习生|通讯员|课题组$"
)


def headline(tree: Element, before: Sequence[Block], body: Sequence[Block]) -> str:
    """The headline of a page: before its body, else of its metadata, else of its title."""
    named, title = _claims(tree)
    claims = [*named, *title]
    lines = [(clean(block.words), block) for block in [*reversed(before), *body[:2]] if not block.picture]
    lines = [(words, block) for words, block in lines if SHORTEST <= len(words) <= LONGEST]
    claimed = [_bare(claim) for claim in claims]
    agreed = [words for words, _ in lines if _agree(_bare(words), claimed)]
    if agreed:
        return max(agreed, key=len)
    near = [(words, block) for words, block in lines[:NEAR_LINES] if not block.linked or not claims]
    likely = [words for words, block in near if block.heading or _reads_like_one(words)]
    often = Counter(words for words, _ in lines)
    ranked = (
        *(words for words in likely if often[words] > 1),
        *(words for words, block in near if block.heading),
        *filter(None, map(without_site, named)),
        *likely,
        *filter(None, map(without_site, title)),
    )
    return ranked[0] if ranked else ""


def _agree(line: str, claimed: Sequence[str]) -> bool:
    """Whether the page's title begins with this line, or holds it, if it is long enough to mean something."""
    telling = len(line) >= TELLING
    return bool(line) and any(one.startswith(line) or (telling and line in one) for one in claimed)


def _reads_like_one(words: str) -> bool:
    return TELLING <= len(words) <= 45 and not NO_HEADLINE.search(words)


def without_site(title: str) -> str:
    """A title without the names of channel and site at its end (……_财经_某网)."""
    parts = [part for part in PARTS.split(title) if part]
    if len(parts) < 2:
        return title.strip()
    while len(parts) > 1 and SITE.search(parts[-1]) and len(parts[-1]) < LONGEST_SITE:
        parts.pop()
    kept = parts[-1]
    end = title.find(kept, sum(len(part) for part in parts[:-1])) + len(kept)
    return title[:end].strip()


def clean(words: str) -> str:
    return LABELS.sub("", SPACES.sub(" ", words)).strip(" \u3000-_|·")


def _claims(tree: Element) -> tuple[list[str], list[str]]:
    """What the page says it is called: in its metadata, in its title."""
    named = [(one.get("property") or one.get("name"), one.get("content") or "") for one in tree.iter("meta")]
    meta = [content for wanted in META_NAMES for name, content in named if name == wanted]
    title = tree.findtext(".//title") or ""
    return [*filter(None, map(clean, meta))], [*filter(None, [clean(title)])]


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
