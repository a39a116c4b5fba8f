"""Django's WSGI application, which the bridge calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingui.settings")
application = get_wsgi_application()
