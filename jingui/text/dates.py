"""When was that? Dates as Chinese pages and feeds write them, given the time of fetching."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")  # what a date without a zone means
EARLIEST_YEAR = 1990  # an earlier date of publication is a mistake
PRECISIONS = ("year", "month", "day", "minute", "second")

YEAR = r"(?P<year>(?:19|20)\d\d)"
MONTH, DAY = r"(?P<month>1[0-2]|0?[1-9])", r"(?P<day>3[01]|[12]\d|0?[1-9])"
TIME = (
    r"(?:[\sT,，日]*(?:星期.|周[一二三四五六日]|[(（].{1,6}[)）])?\s*[-—|]?\s*(?P<half>上午|下午|晚上|晚间|凌晨|中午|早上|傍晚)?\s*"
    r"(?P<hour>2[0-3]|[01]?\d)(?:[:：]|点|时)(?P<minute>[0-5]\d)?(?:分|(?=\D|$))(?:[:：]?(?<=[:：分])(?P<second>[0-5]\d)(?!\d)(?:\.\d{1,9})?秒?)?"
    r"\s*(?P<ampm>[AaPp][Mm])?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d(?!\d))?)?"
)
NOT_IN_NUMBER = r"(?<![\d.])"
ABSOLUTE = re.compile(
    rf"{NOT_IN_NUMBER}{YEAR}\s*(?P<mark>[-/.年])\s*{MONTH}\s*(?:(?P=mark)|月)\s*{DAY}(?![\d%])\s*日?{TIME}"
)
COMPACT = re.compile(rf"{NOT_IN_NUMBER}{YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
AMERICAN = re.compile(rf"{NOT_IN_NUMBER}{MONTH}/{DAY}/{YEAR}(?!\d){TIME}")
EUROPEAN = re.compile(rf"{NOT_IN_NUMBER}{DAY}[/.]{MONTH}[/.]{YEAR}(?![\d.]){TIME}")
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
ENGLISH = re.compile(
    rf"\b(?P<name>{'|'.join(MONTHS.split())})[a-z]*\.?\s*(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,?\s*{YEAR}"
    rf"(?!\d)(?:\s*at)?{TIME}",
    re.IGNORECASE,
)
WITHOUT_YEAR = re.compile(rf"(?<![\d年.\-/]){MONTH}(?:月|[-/](?=\d\d?\s+\d)){DAY}(?!\d)日?{TIME}")
RELATIVE_DAY = re.compile(rf"(?P<word>今天|今日|昨天|昨日|前天|前日){TIME}")
AGO = re.compile(r"(?P<count>\d{1,4}|半|几)\s*个?(?P<unit>秒|分钟|小时|天|日|周|星期|月|年)(?:之)?前")
JUST_NOW = re.compile(r"刚刚|刚才")
CLOCK = re.compile(r"^\s*(?P<hour>2[0-3]|[01]?\d):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?\s*$")
YEAR_MONTH = re.compile(rf"{NOT_IN_NUMBER}{YEAR}\s*(?:年\s*|[-/]){MONTH}(?:\s*月|(?![\d\-/年]))")
RFC822 = re.compile(r"^\s*(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[\s-]+[A-Za-z]{3,9}[\s-]+\d{2,4}\s+\d{1,2}:\d\d")
EPOCH = re.compile(r"^\s*(\d{10})(\d{3})?\s*$")
DAYS_BACK = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2, "前日": 2}
UNITS = {
    "秒": timedelta(seconds=1),
    "分钟": timedelta(minutes=1),
    "小时": timedelta(hours=1),
    "天": timedelta(days=1),
    "日": timedelta(days=1),
    "周": timedelta(weeks=1),
    "星期": timedelta(weeks=1),
    "月": timedelta(days=30),
    "年": timedelta(days=365),
}
COARSE = {"天": "day", "日": "day", "周": "day", "星期": "day", "月": "month", "年": "year"}


@dataclass(frozen=True, slots=True)
class Dated:
    """A moment, how precisely it was written, and where in the text it stood."""

    at: datetime
    precision: str  # one of PRECISIONS
    start: int = 0
    end: int = 0
    zoned: bool = False  # the text itself named its zone


def parse(text: str, *, now: datetime) -> Dated | None:
    """The date a whole string gives, or None. `now` is the time of fetching."""
    text = text.strip()[:100]
    return _machine(text) or find(text, now=now) or _clock(text, now)


def find(text: str, *, now: datetime) -> Dated | None:
    """The first date written out in a text; the most precise writing wins over the others."""
    for pattern, read in READINGS:
        for match in pattern.finditer(text):
            dated = read(match, now)
            if dated is not None:
                return dated
    return None


def settle(at: datetime | None, *, now: datetime) -> tuple[datetime | None, str]:
    """The date we may publish under, and what had to be said about it, in words for editors.

    A date in the future becomes now; one before 1990 is dropped.
    """
    if at is None:
        return None, ""
    if at.year < EARLIEST_YEAR:
        return None, f"日期 {at.astimezone(SHANGHAI):%Y-%m-%d} 早于 {EARLIEST_YEAR} 年，不予采用"
    if at > now:
        return now, f"日期 {at.astimezone(SHANGHAI):%Y-%m-%d %H:%M} 在未来，改为采集时间"
    return at, ""


def _machine(text: str) -> Dated | None:
    """RFC 822 (RSS), ISO 8601 (Atom), seconds or milliseconds since 1970."""
    epoch = EPOCH.match(text)
    if epoch:
        return Dated(datetime.fromtimestamp(int(epoch[1]), UTC), "second", zoned=True)
    try:
        if RFC822.match(text):
            return _from_rfc822(text)
        at = datetime.fromisoformat(text.replace("：", ":"))
    except (ValueError, TypeError, OverflowError):
        return None
    precision = "second" if text.count(":") > 1 else "minute" if ":" in text else "day"
    return Dated(_zoned(at), precision, 0, len(text), at.tzinfo is not None)


def _from_rfc822(text: str) -> Dated:
    """RFC 822; `-0000` and no zone at all mean that the zone is not known: Shanghai."""
    at = parsedate_to_datetime(text)
    precision = "second" if text.count(":") > 1 else "minute"
    return Dated(_zoned(at), precision, 0, len(text), at.tzinfo is not None)


def _absolute(match: re.Match[str], now: datetime) -> Dated | None:
    found = match.groupdict()
    return _dated(match, int(found["year"]), int(found["month"]), int(found["day"]))


def _english(match: re.Match[str], now: datetime) -> Dated | None:
    month = MONTHS.split().index(match["name"].lower()[:3]) + 1
    return _dated(match, int(match["year"]), month, int(match["day"]))


def _this_year(match: re.Match[str], now: datetime) -> Dated | None:
    """11月22日 is the last one that is not in the future; a day ahead is a clock that runs fast."""
    local = now.astimezone(SHANGHAI)
    for year in (local.year, local.year - 1):
        dated = _dated(match, year, int(match["month"]), int(match["day"]))
        if dated is not None and dated.at <= now + timedelta(days=1):
            return dated
    return None


def _relative_day(match: re.Match[str], now: datetime) -> Dated | None:
    day = now.astimezone(SHANGHAI) - timedelta(days=DAYS_BACK[match["word"]])
    return _dated(match, day.year, day.month, day.day)


def _ago(match: re.Match[str], now: datetime) -> Dated | None:
    count = {"半": 0.5, "几": 3}.get(match["count"]) or float(match["count"])
    try:
        at = now - count * UNITS[match["unit"]]
    except OverflowError:
        return None
    return Dated(at, COARSE.get(match["unit"], "minute"), match.start(), match.end())


def _just_now(match: re.Match[str], now: datetime) -> Dated | None:
    return Dated(now, "minute", match.start(), match.end())


def _month_only(match: re.Match[str], now: datetime) -> Dated | None:
    at = datetime(int(match["year"]), int(match["month"]), 1, tzinfo=SHANGHAI)
    return Dated(at, "month", match.start(), match.end())


def _clock(text: str, now: datetime) -> Dated | None:
    """A time alone is of today, or of yesterday when today it is still to come."""
    match = CLOCK.match(text)
    if match is None:
        return None
    day = now.astimezone(SHANGHAI)
    dated = _dated(match, day.year, day.month, day.day)
    if dated is not None and dated.at > now:
        day -= timedelta(days=1)
        dated = _dated(match, day.year, day.month, day.day)
    return dated


def _dated(match: re.Match[str], year: int, month: int, day: int) -> Dated | None:
    found = match.groupdict()
    try:
        if found.get("hour") is None:
            return Dated(datetime(year, month, day, tzinfo=SHANGHAI), "day", match.start(), match.end())
        minute, second = int(found.get("minute") or 0), int(found.get("second") or 0)
        at = datetime(year, month, day, _hour(found), minute, second)  # noqa: DTZ001  the zone is put on below
    except ValueError:
        return None
    zone = _zone(found.get("zone"))
    precision = "second" if found.get("second") else "minute"
    return Dated(at.replace(tzinfo=zone or SHANGHAI), precision, match.start(), match.end(), zone is not None)


def _hour(found: dict[str, str | None]) -> int:
    hour = int(found["hour"] or 0)
    half, ampm = found.get("half") or "", (found.get("ampm") or "").lower()
    if hour < 12 and (ampm == "pm" or half in ("下午", "晚上", "晚间", "傍晚")):
        return hour + 12
    if hour == 12 and (ampm == "am" or half == "凌晨"):
        return 0
    return hour


def _zone(name: str | None) -> timezone | None:
    if not name:
        return None
    if name in ("Z", "UTC", "GMT"):
        return UTC
    sign = -1 if name[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(name[1:3]), minutes=int(name[-2:])))


def _zoned(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=SHANGHAI)


READINGS = (
    (ABSOLUTE, _absolute),
    (AMERICAN, _absolute),
    (EUROPEAN, _absolute),
    (ENGLISH, _english),
    (COMPACT, _absolute),
    (WITHOUT_YEAR, _this_year),
    (RELATIVE_DAY, _relative_day),
    (AGO, _ago),
    (JUST_NOW, _just_now),
    (YEAR_MONTH, _month_only),
)
