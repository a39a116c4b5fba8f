"""What is traded. The facts are loaded from the package by `actions.load_reference`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Exchange(models.TextChoices):
    SSE = "SSE", _("Shanghai Stock Exchange")
    SZSE = "SZSE", _("Shenzhen Stock Exchange")
    BSE = "BSE", _("Beijing Stock Exchange")
    HKEX = "HKEX", _("Hong Kong Exchange")
    SHFE = "SHFE", _("Shanghai Futures Exchange")
    DCE = "DCE", _("Dalian Commodity Exchange")
    CZCE = "CZCE", _("Zhengzhou Commodity Exchange")
    CFFEX = "CFFEX", _("China Financial Futures Exchange")
    INE = "INE", _("Shanghai International Energy Exchange")
    GFEX = "GFEX", _("Guangzhou Futures Exchange")


class SecurityKind(models.TextChoices):
    STOCK = "stock", _("stock")
    ETF = "etf", _("ETF")
    FUND = "fund", _("fund")
    INDEX = "index", _("index")
    FUTURE = "future", _("futures product")


SUFFIX = {Exchange.SSE: "SH", Exchange.SZSE: "SZ", Exchange.BSE: "BJ", Exchange.HKEX: "HK"}


class Security(models.Model):
    """证券: anything traded; 000001 on SZSE is not 000001 on SSE."""

    ticker = models.CharField(_("ticker"), max_length=12)
    exchange = models.CharField(_("exchange"), max_length=8, choices=Exchange)
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=8, choices=SecurityKind)
    pinyin = models.CharField(_("pinyin initials"), max_length=60, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    class Meta:
        verbose_name = _("security")
        verbose_name_plural = _("securities")
        constraints = [models.UniqueConstraint(fields=["exchange", "ticker"], name="security_ticker_once")]

    def __str__(self):
        return f"{self.name} {self.symbol}"

    @property
    def symbol(self):
        """The usual writing: 600519.SH, 00700.HK, RB.SHFE."""
        return f"{self.ticker}.{SUFFIX.get(self.exchange, self.exchange)}"


class Alias(models.Model):
    """Another name of a security: a former or a short one."""

    security = models.ForeignKey(Security, models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=60, db_index=True)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        constraints = [models.UniqueConstraint(fields=["security", "name"], name="alias_once")]

    def __str__(self):
        return self.name
