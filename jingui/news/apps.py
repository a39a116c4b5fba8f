"""How Django starts this app."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "jingui.news"
    verbose_name = "新闻"

    def ready(self):
        from jingui.news import receivers  # noqa: F401, PLC0415  (models must be loaded first)
