"""How Django starts this app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "jingui.search"
    verbose_name = "搜索"

    def ready(self):
        from jingui.search import receivers  # noqa: F401, PLC0415  (models must be loaded first)
