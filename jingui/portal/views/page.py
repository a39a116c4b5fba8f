"""Pages about the site itself, in an editor's words or the package's."""

from jingui.portal.pages import shown
from jingui.portal.public import public_page

PAGES = ("about", "privacy", "terms")


def page(request, name):
    """One of them."""
    return public_page(request, "portal/page.html", {"page": shown(name)}, shows=[f"page-{name}"])
