"""Which characters are these bytes? Declarations are heard, evidence decides."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

HEAD_BYTES = 8_192  # where a <meta> or an XML declaration may stand
SAMPLE_BYTES = 200_000  # enough to tell UTF-8 from anything else
SAMPLES, SAMPLE_PIECE_BYTES = 16, 200
HOPELESS_DAMAGE = 0.3  # of the non-ASCII bytes: GBK read as UTF-8 breaks at two thirds of them
MOST_DAMAGE = 0.05  # of the non-ASCII bytes; with more of them broken it is another charset
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers do (WHATWG Encoding Standard): the smaller charset is read as the larger that holds it.
READ_AS = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "hz": "hz",
    "big5": "big5hkscs", "big5hkscs": "big5hkscs", "cp950": "big5hkscs",
    "utf-8": "utf-8", "utf-16": "utf-16-le", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be",
    "shift_jis": "cp932", "cp932": "cp932", "euc_jp": "euc_jp", "euc_kr": "cp949", "cp949": "cp949",
    "cp1251": "cp1251", "koi8-r": "koi8-r",
}  # fmt: skip
COMMONEST = "的一是在不了有和，。"  # the same in both scripts: the head of any count, and the two marks
FAR_MORE = 5
IN_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
IN_PAGE = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]+)|<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w:.-]+)",
    re.IGNORECASE,
)
ASCII = bytes(range(0x80))
EAST_ASIAN = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the charset it was read in, the one that was declared, and how many characters were lost."""

    text: str
    charset: str
    declared: str = ""
    replaced: int = 0


def decode(material: bytes, content_type: str = "") -> Decoded:
    """Read bytes: BOM, HTTP charset, the page's own declaration, else UTF-8, else GB 18030. Never raises.

    A declaration that the bytes contradict is not obeyed: what reads as UTF-8 is UTF-8.
    """
    declarations = list(_declared(material, content_type))
    declared = declarations[0] if declarations else ""
    for bom, charset in BOMS:
        if material.startswith(bom):
            return _read(material[len(bom) :], charset, declared)
    if _looks_like_utf16(material):
        return _read(material, "utf-16-le" if material[1:2] == b"\0" else "utf-16-be", declared)
    return _by_evidence(material, declarations)


def _by_evidence(material: bytes, declarations: list[str]) -> Decoded:
    declared = declarations[0] if declarations else ""
    sample = _sample(material)
    if not _hopeless(sample):
        as_utf8 = _read(sample, "utf-8", declared)
        if _plausible(as_utf8, sample, declarations):
            return as_utf8 if sample is material else _read(material, "utf-8", declared)
    others = dict.fromkeys([*(name for name in declarations if name != "utf-8"), "gb18030"])
    readings = [_read(material, name, declared) for name in others]
    least = min(reading.replaced for reading in readings)
    tolerable = max(least, MOST_DAMAGE * len(material) / 2)
    tolerated = [reading for reading in readings if reading.replaced <= tolerable]
    if len(tolerated) == 1:
        return tolerated[0]
    likeliest = max(tolerated, key=_common)
    return likeliest if _common(likeliest) > FAR_MORE * _common(tolerated[0]) else tolerated[0]


def _common(reading: Decoded) -> int:
    """How many of the commonest Chinese characters, which are rare in a text read in a wrong charset."""
    return sum(map(reading.text.count, COMMONEST)) + 1


def _sample(material: bytes) -> bytes:
    """The head of the material, not cut inside a character."""
    if len(material) <= SAMPLE_BYTES:
        return material
    return material[:SAMPLE_BYTES].rstrip(bytes(range(0x80, 0x100)))


def _hopeless(material: bytes) -> bool:
    """Whether samples from all over the material do not read as UTF-8 at all: quicker than all of it."""
    apart = max(len(material) // SAMPLES, SAMPLE_PIECE_BYTES)
    pieces = b" ".join(material[at : at + SAMPLE_PIECE_BYTES] for at in range(0, len(material), apart))
    broken = pieces.decode("utf-8", "replace").count("\ufffd")
    return broken > HOPELESS_DAMAGE * _non_ascii(pieces) + 4 * SAMPLES


def _non_ascii(material: bytes) -> int:
    return len(material.translate(None, ASCII))


def _plausible(as_utf8: Decoded, material: bytes, declarations: list[str]) -> bool:
    """Hardly any other charset reads as UTF-8 by chance, unless the text is a few characters long."""
    if as_utf8.replaced:
        return as_utf8.replaced <= MOST_DAMAGE * _non_ascii(material)
    if as_utf8.text.isascii() or "utf-8" in declarations[:1]:
        return True
    return not declarations or bool(EAST_ASIAN.search(as_utf8.text))


def _declared(material: bytes, content_type: str) -> Iterator[str]:
    """Charsets as declared, by HTTP first and then by the page, under the names we read them as."""
    names = IN_HEADER.findall(content_type)
    found = IN_PAGE.search(material[:HEAD_BYTES])
    if found:
        names.append((found[1] or found[2]).decode("ascii"))
    for name in names:
        charset = _read_as(name)
        # A page that can be read as ASCII to its <meta> is not UTF-16, whatever the <meta> says.
        if charset and not charset.startswith("utf-16"):
            yield charset


def _read_as(name: str) -> str | None:
    """Our codec for a declared name; Latin-1 is no evidence: servers say it by default."""
    if name.lower().startswith("x-gbk"):
        return "gb18030"
    try:
        return READ_AS.get(codecs.lookup(name).name)
    except (LookupError, ValueError):
        return None


def _read(material: bytes, charset: str, declared: str) -> Decoded:
    try:
        return Decoded(material.decode(charset), charset, declared)
    except UnicodeDecodeError:
        text = material.decode(charset, "replace")
    return Decoded(text, charset, declared, text.count("\ufffd") - material.count(b"\xef\xbf\xbd"))


def _looks_like_utf16(material: bytes) -> bool:
    """Markup in UTF-16 without a BOM: every other byte of its ASCII is NUL."""
    head = material[:400]
    return len(head) > 3 and (head[::2].count(0) > len(head) / 4) != (head[1::2].count(0) > len(head) / 4)
