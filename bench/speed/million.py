"""A million items in one stream: `python -m bench.speed.million [ITEMS]` (20,000 when nothing is said).

Flashes written by seed about made-up companies go through one `jingui judge`, ten seconds apart, so that the
window of 72 hours is full after 25,920. Every thousandth line is one that nobody should send: it must be
answered with an error, or held, and the stream go on. Asked are CPU ms an item in twenty stretches and the
memory at the end of each: neither may grow.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from jingui.clock import BEIJING

ITEMS, STRETCHES, BAD_EVERY = 20_000, 20, 1_000
FIRST, SPACING = datetime(2026, 7, 1, tzinfo=BEIJING), timedelta(seconds=10)
PLACES = (
    "青岭", "东汀", "云栖", "北埠", "南浔口", "西陵", "海阳湾", "金沙渡", "白鹭洲", "长岭", "松原坡", "临江",
)  # fmt: skip
NAMES = (
    "桂川", "恒汀", "远麓", "瑞陌", "启岚", "中棠", "华坞", "盛浦", "安樾", "宏澜", "天甬", "泰祺", "嘉桐",
)  # fmt: skip
TRADES = ("科技", "医药", "新材", "重工", "食品", "电子", "航运", "能源", "物流", "软件")
EVENTS = (
    "{company}公告，拟以{amount}亿元收购{place}{trade}产业园{share}%股权，交易完成后将并表。",
    "{company}发布业绩预告，预计上半年净利润{amount}万元，同比增长{share}%，主要因{trade}订单增加。",
    "{company}：股东{person}计划减持不超过{share}%公司股份，减持期间为公告之日起{days}个交易日后。",
    "{place}印发{trade}产业行动方案，提出到2030年产值突破{amount}亿元，支持{company}等企业扩产。",
    "{place}附近发生{share}级地震，震源深度{days}千米，当地{trade}企业正在排查损失。",
    "{company}与{place}签署{trade}项目合作协议，总投资约{amount}亿元，建设期{days}个月。",
    "{trade}板块午后走强，{company}涨超{share}%，成交额{amount}亿元。",
    "{company}回应{person}离职：属正常人事变动，{place}基地{days}条产线运行正常。",
)
BAD = (
    "not json",
    "[]",
    "{}",
    '{"id": 1, "text": 5}',
    '{"id": "\\ud800", "text": "\\ud800\\u202e\\u0000"}',
    '{"id": "e"}',
    json.dumps({"id": "x", "text": "啊" * 100_000}),
    '{"id": "t", "title": "只有标题"}',
)


def main(items: int) -> int:
    command = [sys.executable, "-m", "jingui", "judge"]
    judge = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert judge.stdin is not None
    assert judge.stdout is not None
    threading.Thread(target=feed, args=(judge.stdin, items), daemon=True).start()
    answers: Counter[str] = Counter()
    stretch, spent = items // STRETCHES, 0.0
    for number, line in enumerate(judge.stdout, 1):
        answer = json.loads(line)
        answers["error" if "error" in answer else answer["verdict"]] += 1
        if number % stretch == 0:
            now = cpu_seconds(judge.pid)
            print(f"{number:>9,} items  {(now - spent) / stretch * 1000:6.2f} ms an item"
                  f"  {resident_mb(judge.pid):6.0f} MB", flush=True)  # fmt: skip
            spent = now
    judge.wait()
    print(f"{sum(answers.values()):,} answers to {items:,} lines: {dict(answers)}; exit {judge.returncode}")
    return int(sum(answers.values()) != items)


def feed(pipe: IO[str], items: int) -> None:
    with pipe:
        for line in lines(items):
            pipe.write(line + "\n")


def lines(items: int) -> Iterator[str]:
    for number in range(1, items + 1):
        yield BAD[number // BAD_EVERY % len(BAD)] if number % BAD_EVERY == 0 else json.dumps(flash(number))


def flash(number: int) -> dict[str, str]:
    """News of a company that does not exist, the same for the same number."""
    chance = random.Random(number)
    name, trade, place = chance.choice(NAMES), chance.choice(TRADES), chance.choice(PLACES)
    text = chance.choice(EVENTS).format(
        company=name[0] + chance.choice(NAMES)[1] + trade,
        trade=trade,
        place=place,
        person=chance.choice("赵钱孙李周吴郑王") + chance.choice(NAMES),
        amount=chance.randint(2, 9_999) / 10,
        share=chance.randint(10, 99) / 10,
        days=chance.randint(2, 90),
    )
    at = FIRST + number * SPACING
    return {"id": str(number), "text": text, "published": at.isoformat(), "source": f"wire-{number % 3}"}


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mb(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ITEMS))
