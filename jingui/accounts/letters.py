"""Letters in the house's dress: the plain text is the letter, and its HTML part is made from it.

One text with two faces cannot say two things. Mail programs read no stylesheet, so the classes of the frame
become style attributes here; nothing is loaded from anywhere.
"""

import re
from dataclasses import dataclass

from django.template import loader

SANS = "'PingFang SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif"
SERIF = "'Songti SC','Noto Serif CJK SC','STSong',serif"
STYLES = {
    "letter": f"margin:0;padding:32px 16px;background:#faf8f3;color:#1c1a16;font:16px/1.75 {SANS}",
    "letter-sheet": "max-width:560px;margin:0 auto;padding:32px;background:#ffffff;"
    "border-top:2px solid #1c1a16",
    "letter-house": f"margin:0 0 24px;font:700 20px/1.4 {SERIF};color:#855500",
    "letter-matter": f"margin:0 0 20px;font:700 24px/1.4 {SERIF};color:#1c1a16",
    "letter-words": "margin:0 0 16px",
    "letter-verb": "margin:24px 0",
    "letter-button": "display:inline-block;padding:10px 32px;background:#1c1a16;color:#faf8f3;"
    "text-decoration:none",
    "letter-address": "margin:0 0 16px;color:#736c5f;font-size:13.5px;word-break:break-all",
    "letter-foot": "margin:32px 0 0;padding-top:16px;border-top:1px solid #e3ddcf;"
    "color:#736c5f;font-size:13.5px",
}
CLASS = re.compile(r'class="([\w-]+)"')
LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or an address that stands alone."""

    words: str

    @property
    def is_link(self) -> bool:
        return bool(LINK.fullmatch(self.words))

    @property
    def lines(self) -> list[str]:
        return self.words.splitlines()


def dressed(subject: str, body: str) -> str:
    """The HTML part of a letter."""
    matter, _, _foot = body.partition("\n— ")
    context = {"subject": re.sub(r"^【.*?】", "", subject), "blocks": blocks(matter)}
    html = loader.render_to_string("account/letter.html", context, using="jinja2")
    return CLASS.sub(lambda found: f'style="{STYLES[found[1]]}"', html)


def blocks(text: str) -> list[Block]:
    """The paragraphs of a plain letter, in order."""
    parts = (part.strip() for part in re.split(r"\n\s*\n", text))
    return [Block(part) for part in parts if part]
