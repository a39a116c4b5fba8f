"""The text of an article as shown: securities become links, and gaps are found for what stands inside."""

import re
from dataclasses import dataclass
from itertools import pairwise

from django.urls import reverse
from lxml import etree, html
from markupsafe import Markup, escape

GAPS = {5: (0.55,), 8: (0.4, 0.75)}  # a text of so many parts or more -> where, in shares of it, it may rest
PARTS_BEFORE = 2  # nothing stands beside the first paragraph
UNTOUCHED = {"a", "h1", "h2", "h3", "h4", "code", "pre", "figcaption"}


@dataclass(frozen=True, slots=True)
class Body:
    """The text in parts. After part 1 is gap 1, after part 2 gap 2: at most two, and none in a short text."""

    parts: tuple[Markup, ...]

    @property
    def gaps(self):
        """How many places there are for something inside the text."""
        return len(self.parts) - 1


def shown(article):
    """The body of `article` (sanitised when it came in), its securities linked where first named."""
    if not article.body.strip():
        return Body((Markup(),))
    root = html.fragment_fromstring(article.body, create_parent="div")
    for mention in article.mentions.all():
        _link_first(root, mention.security.name, reverse("security", args=[mention.security.symbol]))
    return _in_parts(root)


def _in_parts(root):
    blocks = [_markup(child) for child in root]
    cuts = [0, *_resting_places([child.tag for child in root]), len(blocks)]
    parts = [Markup("".join(blocks[start:end])) for start, end in pairwise(cuts)]
    return Body((escape(root.text or "") + parts[0], *parts[1:]))


def _resting_places(tags):
    """Between two paragraphs, nearest to where the length of the text wants a gap; in reading order."""
    places = [
        n for n in range(PARTS_BEFORE, len(tags)) if tags[n - 1] == "p" and tags[n] in ("p", "h2", "h3")
    ]
    shares = max((fewest, wanted) for fewest, wanted in {0: (), **GAPS}.items() if fewest <= len(tags))[1]
    nearest = {min(places, key=lambda n: abs(n - len(tags) * share)) for share in shares if places}
    return sorted(nearest)


def _link_first(root, name, address):
    """Put a link around the first place that names the security, outside links and headings."""
    pattern = re.compile(re.escape(name))
    for element in root.iter():
        if not isinstance(element.tag, str) or _inside_untouched(element):
            continue
        if element.text and (found := pattern.search(element.text)):
            link = _link(name, address, element.text[found.end() :])
            element.text = element.text[: found.start()]
            element.insert(0, link)
            return
        for place, child in enumerate(element):
            if child.tail and (found := pattern.search(child.tail)):
                link = _link(name, address, child.tail[found.end() :])
                child.tail = child.tail[: found.start()]
                element.insert(place + 1, link)
                return


def _inside_untouched(element):
    return element.tag in UNTOUCHED or any(parent.tag in UNTOUCHED for parent in element.iterancestors())


def _link(name, address, tail):
    link = etree.Element("a", {"class": "security-link", "href": address})
    link.text, link.tail = name, tail
    return link


def _markup(element):
    return html.tostring(element, encoding="unicode")
