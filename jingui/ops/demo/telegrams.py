"""The demo's flashes: templates of the package, with figures drawn by a seed, over two weeks of sessions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from pathlib import Path
from random import Random

from jingui.clock import BEIJING
from jingui.markets.calendar import is_trading_day
from jingui.ops.demo.companies import COMPANIES
from jingui.ops.demo.dating import LEEWAY, chinese

DAYS = 14
SLOT = re.compile(r"\{(?:(\w+)=)?(n|up):([\d.]+)\.\.([\d.]+):(\d)\}|\{(\w+)\}")
HOURS = {  # when a template of each session can be told, Beijing time
    "trading": (time(9, 31), time(15, 0)),
    "any": (time(6, 40), time(22, 50)),
    "night": (time(21, 5), time(23, 55)),
}
HOUSE = "dongan"  # sends what the other two do not
WIRES = dict.fromkeys(("A股", "港股", "基金"), "lanjiang") | dict.fromkeys(("期货", "能源/大宗"), "guangheng")
RESENT = 0.06  # the share of flashes that a second wire carries too


@dataclass(frozen=True, slots=True)
class Telegram:
    """A flash as a demo wire sends it."""

    id: str
    source: str
    headline: str
    text: str
    at: datetime


@cache
def templates() -> tuple[dict, ...]:
    return tuple(json.loads((Path(__file__).parent / "flashes.json").read_text(encoding="utf-8")))


def telegrams(now: datetime, *, seed: int = 20) -> list[Telegram]:
    """Two weeks of flashes up to `now`, oldest first: the same ones for the same day and seed."""
    local = now.astimezone(BEIJING)
    first = local.date() - timedelta(days=DAYS - 1)
    draw = Random(f"{seed}-{local.date()}")
    bag = _endless(draw)
    sent = [t for n in range(DAYS) for t in _of_day(first + timedelta(days=n), local, bag, draw)]
    return sorted([*sent, *_resent(sent, local, draw)], key=lambda t: (t.at, t.id))


def _endless(draw: Random) -> dict[str, Iterator[dict]]:
    """For each session its templates, in an order of chance, again and again."""

    def turns(session: str) -> Iterator[dict]:
        pile = [t for t in templates() if t["session"] == session]
        while True:
            draw.shuffle(pile)
            yield from pile

    return {session: turns(session) for session in HOURS}


def _of_day(day: date, local: datetime, bag: dict[str, Iterator[dict]], draw: Random) -> Iterator[Telegram]:
    """Some twenty flashes on a trading day, half as many at a weekend; of today, those that have happened."""
    plan = {"trading": 7, "any": 13, "night": 2} if is_trading_day(day) else {"any": 10}
    end = min(datetime.combine(day, time(23, 59), BEIJING), local - LEEWAY)
    for session, number in plan.items():
        opens, closes = (datetime.combine(day, clock, BEIJING) for clock in HOURS[session])
        if day == local.date() and session == "any":
            opens = datetime.combine(day, time(), BEIJING)
        if (closes := min(closes, end)) <= opens:
            continue
        for n in range(number):
            at = opens + (closes - opens) * draw.random()
            yield _fill(next(bag[session]), f"{day:%m%d}-{session}-{n}", at, draw)


def _fill(template: dict, number: str, at: datetime, draw: Random) -> Telegram:
    drawn = {"date": chinese(at.date())}
    text = SLOT.sub(partial(_figure, drawn=drawn, draw=draw), template["text"])
    headline = SLOT.sub(partial(_figure, drawn=drawn, draw=draw), template.get("headline", ""))
    source = WIRES.get(template["topic"], HOUSE)
    return Telegram(id=f"{source}-{number}", source=source, headline=headline, text=text, at=at)


def _figure(match: re.Match[str], *, drawn: dict[str, str], draw: Random) -> str:
    """What stands in a slot: a figure drawn between its bounds, or the one drawn before under its name."""
    name, kind, low, high, decimals, word = match.groups()
    if word:
        if word == "company" and word not in drawn:
            company = draw.choice(COMPANIES)
            drawn[word] = f"{company.name}（{company.ticker}）"
        return drawn[word]
    figure = f"{draw.uniform(float(low), float(high)):.{decimals}f}"
    if kind == "up":
        figure = f"{draw.choice('涨涨跌')}{figure}%"
    drawn[name or ""] = figure
    return figure


def _resent(sent: list[Telegram], local: datetime, draw: Random) -> Iterator[Telegram]:
    """What a second wire carries some minutes later, under its own name."""
    for telegram in sent:
        at = telegram.at + timedelta(minutes=draw.randint(2, 25))
        if draw.random() < RESENT and at < local - LEEWAY and telegram.source != HOUSE:
            text = f"东岸财讯{chinese(at.date())}电，{telegram.text}"
            yield Telegram(f"{HOUSE}-{telegram.id}", HOUSE, telegram.headline, text, at)
