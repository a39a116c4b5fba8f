"""How Django starts this app."""

from django.apps import AppConfig


class EdgeConfig(AppConfig):
    name = "jingui.edge"
    verbose_name = "边缘"

    def ready(self):
        from jingui.edge import receivers  # noqa: F401, PLC0415  (models must be loaded first)
