"""本站: the source of what the newsroom itself writes."""

from django.conf import settings

from jingui.news.models import Rights, Source

SLUG = "jingui"


def house_source():
    """The newsroom as a source; made when its first text is filed."""
    facts = {"name": settings.SITE_NAME, "rights": Rights.FULL, "trust": 5, "homepage": settings.BASE_URL}
    return Source.objects.get_or_create(slug=SLUG, defaults=facts)[0]
