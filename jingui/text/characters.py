"""Which characters may be stored? Those a reader sees; not controls, stray surrogates and direction marks."""

import re

# C0 and C1 controls but tab and newline, soft hyphen, zero-width space, word joiner and BOM, direction
# marks and overrides (bidi), interlinear annotation, noncharacters, and surrogates without their other half.
# U+200C and U+200D stay: emoji are joined with them.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
LINE_ENDS = ("\r\n", "\r", "\x85", "\u2028", "\u2029")  # in this order


def clean(text: str) -> str:
    """The text without unseen characters, its lines ended by \\n."""
    if text.isascii() and "\r" not in text and text.isprintable():
        return text
    for end in LINE_ENDS:  # twenty times as fast as one regex
        text = text.replace(end, "\n")
    return UNSEEN.sub("", text)
