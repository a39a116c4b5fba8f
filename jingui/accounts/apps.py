"""How Django starts this app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "jingui.accounts"
    verbose_name = "账号"
