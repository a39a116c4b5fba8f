"""How Django starts this app."""

from django.apps import AppConfig


class ReadersConfig(AppConfig):
    name = "jingui.readers"
    verbose_name = "读者"

    def ready(self):
        from jingui.readers import receivers  # noqa: F401, PLC0415  (models must be loaded first)
