"""How Django starts this app."""

from django.apps import AppConfig


class AdsConfig(AppConfig):
    name = "jingui.ads"
    verbose_name = "广告"

    def ready(self):
        from jingui.ads import receivers  # noqa: F401, PLC0415  (models must be loaded first)
