"""How Django starts this app."""

from django.apps import AppConfig


class ImprintConfig(AppConfig):
    name = "jingui.imprint"
    verbose_name = "本站"
