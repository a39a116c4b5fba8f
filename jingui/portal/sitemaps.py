"""What search engines are told to look at: articles in chunks by number, pages, the news of two days.

A chunk is a range of primary keys: it costs one look at an index, never moves, and needs no count.
"""

from lxml import etree

from jingui.portal.filters import iso
from jingui.portal.languages import absolute

CHUNK = 2000  # articles or stories by number
MOST = 50_000  # addresses that the protocol allows
NEWS_HOURS, NEWS_MOST = 48, 1000  # Google News takes no more
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
LANGUAGE = "zh-cn"  # Google's own name for simplified Chinese


def chunk_of(pk):
    """In which chunk an article is, from 1."""
    return (pk - 1) // CHUNK + 1


def range_of(chunk):
    """The first and the last number of a chunk."""
    return (chunk - 1) * CHUNK + 1, chunk * CHUNK


def index(addresses):
    """A sitemap of sitemaps."""
    root = etree.Element("sitemapindex", nsmap={None: SITEMAP})
    for address in addresses:
        etree.SubElement(etree.SubElement(root, "sitemap"), "loc").text = absolute(address)
    return _written(root)


def pages(places):
    """A sitemap of (address, when it changed or None)."""
    root = etree.Element("urlset", nsmap={None: SITEMAP})
    for address, changed in places:
        url = etree.SubElement(root, "url")
        etree.SubElement(url, "loc").text = absolute(address)
        if changed:
            etree.SubElement(url, "lastmod").text = iso(changed)
    return _written(root)


def news(articles, name):
    """A sitemap of the latest articles, as Google News reads it; `name` is the publication's."""
    root = etree.Element("urlset", nsmap={None: SITEMAP, "news": NEWS})
    for article in articles:
        url = etree.SubElement(root, "url")
        etree.SubElement(url, "loc").text = absolute(article.get_absolute_url())
        told = etree.SubElement(url, f"{{{NEWS}}}news")
        publication = etree.SubElement(told, f"{{{NEWS}}}publication")
        etree.SubElement(publication, f"{{{NEWS}}}name").text = name
        etree.SubElement(publication, f"{{{NEWS}}}language").text = LANGUAGE
        etree.SubElement(told, f"{{{NEWS}}}publication_date").text = iso(article.published_at)
        etree.SubElement(told, f"{{{NEWS}}}title").text = article.headline
    return _written(root)


def _written(root):
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
