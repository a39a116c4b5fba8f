"""Does a text hold a listed term? Neither script, case, width, spaces nor signs in between hide it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from jingui.text.characters import clean
from jingui.text.variants import to_simplified

SHORT_LATIN = 4  # characters: as short as this it may be part of a word (“ass” in “class”)
LATIN = re.compile(r"[0-9a-z]+")


@lru_cache(maxsize=16)
def terms_of(listed: str) -> tuple[tuple[str, ...], AhoCorasick | None]:
    """The terms of a list, one a line, and what finds them; `#` begins a remark."""
    lines = (line.partition("#")[0].strip() for line in clean(listed).splitlines())
    terms = tuple(dict.fromkeys(line for line in lines if squeezed(folded(line))))
    return terms, AhoCorasick([squeezed(folded(term)) for term in terms]) if terms else None


def found(listed: str, text: str) -> str:
    """The first term of `listed` that `text` holds, as the operator wrote it; empty when there is none."""
    terms, finder = terms_of(listed)
    if finder is None:
        return ""
    read = folded(text)
    hits = finder.find_matches_as_indexes(squeezed(read), overlapping=True)
    return next((terms[hit] for hit, _start, _end in hits if _is_meant(terms[hit], read)), "")


def _is_meant(term: str, read: str) -> bool:
    """A short Latin term counts as a word of its own only."""
    term = folded(term)
    if len(term) > SHORT_LATIN or not LATIN.fullmatch(term):
        return True
    return term in LATIN.findall(read)


def folded(text: str) -> str:
    """Full width to half, capitals to small, traditional to simplified."""
    return to_simplified(unicodedata.normalize("NFKC", text).casefold())


def squeezed(text: str) -> str:
    """Letters, figures and Chinese characters only."""
    return "".join(filter(str.isalnum, text))
