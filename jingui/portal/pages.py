"""The pages about the site, ready to show."""

import re
from dataclasses import replace

from jingui.imprint import queries as imprint
from jingui.portal.languages import with_prefix

INNER = re.compile(r'(<a [^>]*?href=")(/[^"]*)')


def shown(name):
    """The page; its links to other pages of ours lead on in the reader's language."""
    page = imprint.page(name)
    return replace(page, html=INNER.sub(lambda link: link[1] + with_prefix(link[2]), page.html))
