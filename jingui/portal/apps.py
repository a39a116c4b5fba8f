"""How Django starts this app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "jingui.portal"
    verbose_name = "门户"
