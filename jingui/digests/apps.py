"""How Django starts this app."""

from django.apps import AppConfig


class DigestsConfig(AppConfig):
    name = "jingui.digests"
    verbose_name = "简报"
