"""The editors' door: Wagtail's own addresses under /admin/, behind the one login that everyone uses."""

from django.conf import settings
from django.urls import include, path
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from wagtail.admin.urls import urlpatterns as wagtail_urlpatterns
from wagtail.utils.urlpatterns import decorate_urlpatterns

from jingui.desk import signing_in

# Wagtail's widgets write style attributes; no script is inline, not even the portal's first one.
POLICY = settings.SECURE_CSP | {
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
}


def guarded(view):
    return csp_override(POLICY)(signing_in.with_second_factor(view))


urlpatterns = [
    path("login/", signing_in.sign_in),
    path("password_reset/", signing_in.reset_password),
    path("", include(decorate_urlpatterns(wagtail_urlpatterns, guarded))),
]
