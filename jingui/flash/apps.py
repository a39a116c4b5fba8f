"""How Django starts this app."""

from django.apps import AppConfig


class FlashConfig(AppConfig):
    name = "jingui.flash"
    verbose_name = "快讯"
