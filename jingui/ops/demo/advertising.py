"""The demo's advertisers, invented like its companies: what they booked, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction
from django.db.models import Sum

from jingui.ads import reach
from jingui.ads.models import AdCount, Booking, Creative, CreativeKind, Place, Reach, Slot
from jingui.clock import in_beijing
from jingui.news.models import Channel

DAYS = 10  # of numbers, today's left to the readers
VISITORS_A_DAY = 24_000
AGAIN = 1.9  # pages with a slot that a visitor sees in it
WHERE = {
    "": 0.55,
    "stocks": 0.42,
    "metals": 0.24,
    "global": 0.2,
    "futures": 0.16,
    "funds": 0.14,
    "forex": 0.1,
}
SEEN = {"top": 0.92, "list": 0.5, "article": 0.38, "side": 0.31}
LANDING = "/cooperation/"  # an invented advertiser has no page of its own
FRAME = """\
<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><style>
body{margin:0;height:100vh;display:grid;place-content:center;gap:10px;background:#12352f;color:#f4efe2;
font:400 15px/1.7 "PingFang SC","Noto Sans CJK SC",sans-serif;text-align:center}
b{font:600 25px/1.35 "Songti SC","Noto Serif CJK SC",serif;letter-spacing:.06em;color:#e8c477}
</style><b>青石记账</b><span>小微企业三步报税<br>首年免费</span></html>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """Who booked what, from and until so many days from now."""

    name: str
    advertiser: str
    slot: str
    headline: str
    text: str = ""
    html: str = ""
    channels: tuple[str, ...] = ()
    days: tuple[int, int | None] = (-DAYS, None)
    click_rate: float = 0.003
    terms: dict[str, int] = field(default_factory=dict)


DEALS = (
    Deal(
        name="行情接口试用",
        advertiser="星槎数据",
        slot="top",
        headline="星槎行情接口，三十天免费试用",
        text="沪深港与期货逐笔数据，一个接口全部接入。",
        days=(-DAYS, 25),
        click_rate=0.0042,
        terms={"weight": 3, "cap": 900_000},
    ),
    Deal(
        name="秋季论坛早鸟票",
        advertiser="澄江会议中心",
        slot="top",
        headline="大宗商品秋季论坛，早鸟票发售中",
        text="二十位产业人士，两天闭门讨论。",
        days=(-4, 9),
        click_rate=0.0031,
        terms={"cap": 400_000},
    ),
    Deal(
        name="桂花乌龙上市",
        advertiser="桂岭茶社",
        slot="side",
        headline="头采桂花乌龙上市",
        text="海拔八百米茶园，当季现制，产地直发。",
        days=(-DAYS, 12),
        click_rate=0.0022,
        terms={"weight": 2, "daily_cap": 20_000},
    ),
    Deal(
        name="记账软件",
        advertiser="青石软件",
        slot="side",
        headline="青石记账：小微企业三步报税，首年免费",
        html=FRAME,
        channels=("stocks", "funds", "insight"),
        days=(-6, 20),
        click_rate=0.0036,
    ),
    Deal(
        name="财报新书",
        advertiser="远帆图书",
        slot="article",
        headline="《一本书读懂资产负债表》修订版",
        text="六十个案例，从报表看懂一门生意。",
        days=(-8, 16),
        click_rate=0.0058,
    ),
    Deal(
        name="差旅特惠",
        advertiser="鹭港酒店",
        slot="list",
        headline="鹭港酒店差旅特惠，连住三晚立减",
        text="近会展中心，含双人早餐与机场接送。",
        days=(-7, 30),
        click_rate=0.0027,
    ),
    Deal(
        name="贵金属仓储",
        advertiser="恒岳仓储",
        slot="list",
        headline="恒岳仓储：交割库标准的贵金属保管",
        text="独立库位，按日计费，随存随提。",
        channels=("metals", "futures", "futures-research"),
        days=(3, 33),
    ),
    Deal(
        name="夏季促销",
        advertiser="鹭港酒店",
        slot="side",
        headline="夏日尾声，海景房限时七折",
        days=(-DAYS, -5),
        click_rate=0.0019,
    ),
)


@transaction.atomic
def draw(now: datetime, *, seed: int = 20) -> None:
    """Book the demo's ads as of `now`, with what came of them on the days before."""
    chance = Random(f"{seed}-advertising")
    today = in_beijing(now).date()
    running = [(deal, _book(deal, now)) for deal in DEALS]
    for days_ago in range(DAYS, 0, -1):
        day = today - timedelta(days=days_ago)
        size = round(VISITORS_A_DAY * chance.uniform(0.85, 1.15) * (0.6 if day.weekday() > 4 else 1))
        _visit(day, size, chance)
        for slot in SEEN:
            _show([(d, b) for d, b in running if d.slot == slot and _ran(d, -days_ago)], day, size, chance)


@transaction.atomic
def remove() -> None:
    """Take the demo's ads away, with all their numbers."""
    Booking.objects.filter(creative__is_demo=True).delete()
    Creative.objects.filter(is_demo=True).delete()
    Reach.objects.filter(is_demo=True).delete()


def _book(deal: Deal, now: datetime) -> Booking:
    creative = Creative.objects.create(
        name=deal.name,
        advertiser=deal.advertiser,
        kind=CreativeKind.HTML if deal.html else CreativeKind.TEXT,
        headline=deal.headline,
        text=deal.text,
        html=deal.html,
        url=LANDING,
        is_demo=True,
    )
    first, last = deal.days
    midnight = in_beijing(now).replace(hour=0, minute=0, second=0, microsecond=0)
    booking = Booking.objects.create(
        slot=Slot.objects.get(slug=deal.slot),
        creative=creative,
        starts_at=midnight + timedelta(days=first),
        ends_at=None if last is None else midnight + timedelta(days=last),
        **deal.terms,
    )
    booking.channels.set(Channel.objects.filter(slug__in=deal.channels))
    return booking


def _ran(deal: Deal, day: int) -> bool:
    first, last = deal.days
    return first <= day and (last is None or day < last)


def _show(deals: list[tuple[Deal, Booking]], day: date, visitors: int, chance: Random) -> None:
    """Share the views of a slot among who was booked there, channel by channel, by weight."""
    for channel, share in WHERE.items():
        here = [(d, b) for d, b in deals if not d.channels or channel in d.channels]
        weights = sum(booking.weight for _, booking in here)
        for deal, booking in here:
            views = visitors * share * SEEN[deal.slot] * AGAIN * chance.uniform(0.9, 1.1)
            seen = _within_cap(booking, day, round(views * booking.weight / weights))
            clicks = round(seen * deal.click_rate * chance.uniform(0.7, 1.3))
            AdCount.objects.create(booking=booking, day=day, channel=channel, impressions=seen, clicks=clicks)


def _within_cap(booking: Booking, day: date, seen: int) -> int:
    if booking.daily_cap is None:
        return seen
    so_far = booking.counts.filter(day=day).aggregate(seen=Sum("impressions"))["seen"] or 0
    return max(0, min(seen, booking.daily_cap - so_far))


def _visit(day: date, visitors: int, chance: Random) -> None:
    """Let this many invented visitors come by: the site, some channels, the slots there."""
    places = {(Place.SITE, ""): 1.0}
    places |= {(Place.CHANNEL, name): share for name, share in WHERE.items() if name}
    places |= {(Place.SLOT, name): share for name, share in SEEN.items()}
    ranks: dict[tuple[Place, str], dict[int, int]] = {place: {} for place in places}
    for _ in range(visitors):
        register, rank = reach.register_and_rank(chance.getrandbits(64))
        for place, share in places.items():
            if chance.random() < share and ranks[place].get(register, 0) < rank:
                ranks[place][register] = rank
    rows = []
    for (place, name), raised in ranks.items():
        row = Reach(place=place, name=name, day=day, is_demo=True)
        row.registers = reach.raised(reach.NOBODY, raised)
        rows.append(row)
    Reach.objects.bulk_create(rows, ignore_conflicts=True)
