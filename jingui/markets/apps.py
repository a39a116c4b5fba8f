"""How Django starts this app."""

from django.apps import AppConfig


class MarketsConfig(AppConfig):
    name = "jingui.markets"
    verbose_name = "市场"
