"""What a page from memory costs, and how soon a flash reaches everyone: `python -m bench.speed.edge`."""

import asyncio
import os
import time
import tracemalloc
from statistics import median

import django

ROUNDS, REQUESTS = 5, 20_000
LISTENERS = 2_000
BROWSER = [
    (b"host", b"127.0.0.1:8000"),
    (b"user-agent", b"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0"),
    (b"accept", b"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    (b"accept-language", b"zh-CN,zh;q=0.9"),
    (b"accept-encoding", b"gzip, deflate, br, zstd"),
    (b"cookie", b"_ga=GA1.1.1234567890.1234567890; Hm_lvt_0123456789abcdef=1795000000"),
    (b"sec-fetch-mode", b"navigate"),
]
PAGE = "<p>央行今日开展逆回购操作，市场流动性保持合理充裕。</p>".encode() * 400


def a_scope(path="/"):
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "scheme": "http",
        "headers": BROWSER,
    }


async def django_once(scope, receive, send):
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"cache-control", b"public, max-age=3600")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": PAGE})


async def nothing(message=None):
    return {"type": "http.request"}


async def hit_microseconds(edge):
    """CPU of one answer from memory, in the process."""
    await edge(a_scope(), nothing, nothing)
    rounds = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for _ in range(REQUESTS):
            await edge(a_scope(), nothing, nothing)
        rounds.append((time.process_time() - started) / REQUESTS * 1e6)
    return median(rounds)


async def live_figures(edge):
    """Memory of a listener (KB), and CPU and wall time (ms) until the last has heard a flash."""
    heard = 0
    everyone = asyncio.Event()

    async def send(message):
        nonlocal heard
        if message.get("body", b"").startswith(b"event"):
            heard += 1
            if heard == LISTENERS:
                everyone.set()

    async def stay():
        await asyncio.Event().wait()

    tracemalloc.start()
    streams = [
        asyncio.create_task(edge.hub.stream(a_scope("/live/flashes"), stay, send)) for _ in range(LISTENERS)
    ]
    await asyncio.sleep(0.5)
    kilobytes = tracemalloc.get_traced_memory()[0] / LISTENERS / 1024
    tracemalloc.stop()
    started, cpu = time.perf_counter(), time.process_time()
    edge.hub.publish(1, b"event: flash\nid: 1\ndata: x\n\n", keep=True)
    await everyone.wait()
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    edge.hub.close()
    await asyncio.gather(*streams)
    return kilobytes, cpu * 1000, seconds * 1000


async def figures():
    from jingui.edge.app import Edge  # noqa: PLC0415  (Django must be set up first)

    edge = Edge(django_once)
    hit = await hit_microseconds(edge)
    kilobytes, cpu, wall = await live_figures(edge)
    return {
        "edge hit, CPU µs": round(hit, 1),
        "listener, KB": round(kilobytes, 1),
        f"flash to {LISTENERS} listeners, CPU ms": round(cpu, 1),
        f"flash to {LISTENERS} listeners, wall ms": round(wall, 1),
    }


def measure():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingui.settings")
    django.setup()
    return asyncio.run(figures())


if __name__ == "__main__":
    for name, figure in measure().items():
        print(f"{name:<40}{figure:>10}")
