"""Which door answers which address."""

from allauth.urls import urlpatterns as accounts
from django.urls import include, path
from django.views.decorators.cache import never_cache
from wagtail.utils.urlpatterns import decorate_urlpatterns

urlpatterns = [
    path("accounts/", include(decorate_urlpatterns(accounts, never_cache))),
    path("admin/", include("jingui.desk.urls")),
    path("api/", include("jingui.api.urls")),
    path("", include("jingui.portal.urls")),
]

handler403 = "jingui.portal.views.errors.refused"
handler404 = "jingui.portal.views.errors.not_found"
handler429 = "jingui.portal.views.errors.too_often"  # allauth's limits
handler500 = "jingui.portal.views.errors.broken"
