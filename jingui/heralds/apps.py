"""How Django starts this app."""

from django.apps import AppConfig


class HeraldsConfig(AppConfig):
    name = "jingui.heralds"
    verbose_name = "推送"

    def ready(self):
        from jingui.heralds import receivers  # noqa: F401, PLC0415  (models must be loaded first)
