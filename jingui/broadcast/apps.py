"""How Django starts this app."""

from django.apps import AppConfig


class BroadcastConfig(AppConfig):
    name = "jingui.broadcast"
    verbose_name = "广播"
