import asyncio

import pytest

from jingui.edge import live
from jingui.edge.live import Hub, frame, last_seen
from tests.edge.street import a_scope

GONE = {"type": "http.disconnect"}


class Listener:
    """A reader at the other end: takes what is said until told to leave."""

    def __init__(self, *, deaf=False):
        self.heard = []
        self.leaves = asyncio.Event()
        self.deaf = deaf

    async def receive(self):
        await self.leaves.wait()
        return GONE

    async def send(self, message):
        self.heard.append(message)
        if self.deaf and len(self.heard) > 2:
            await asyncio.Event().wait()

    @property
    def text(self):
        return b"".join(message.get("body", b"") for message in self.heard).decode()


def a_hub(*missed):
    return Hub(lambda after, limit: [said for said in missed if said[0] > after][:limit])


async def listening(hub, listener=None, **headers):
    listener = listener or Listener()
    task = asyncio.create_task(
        hub.stream(a_scope("/live/flashes", **headers), listener.receive, listener.send)
    )
    await asyncio.sleep(0.02)
    return listener, task


def test_a_flash_is_one_event_with_its_number():
    assert (
        frame("flash", 7, "<li>\n  金价\n\n</li>\n")
        == "event: flash\nid: 7\ndata: <li>\ndata:   金价\ndata: </li>\n\n".encode()
    )


def test_a_flash_cannot_forge_another_event():
    said = frame("flash", 7, "a\revent: x\u2028id: 9\n\nevent: y").decode()

    assert [line for line in said.split("\n") if line and not line.startswith("data: ")] == [
        "event: flash",
        "id: 7",
    ]
    assert "\r" not in said


def test_everyone_hears_a_flash():
    async def story():
        hub = a_hub()
        pairs = [await listening(hub) for _ in range(3)]
        hub.publish(1, frame("flash", 1, "<li>"), keep=True)
        await asyncio.sleep(0.02)
        hub.close()
        await asyncio.gather(*(task for _, task in pairs))
        return [listener.text for listener, _ in pairs]

    assert asyncio.run(story()) == ["retry: 3000\n\nevent: flash\nid: 1\ndata: <li>\n\n"] * 3


def test_who_comes_back_hears_what_they_missed_once_and_in_order():
    async def story():
        hub = a_hub(*((pk, frame("flash", pk, str(pk))) for pk in (3, 4, 5)))
        hub.publish(5, frame("flash", 5, "5"), keep=True)
        listener, task = await listening(hub, last_event_id=b"3")
        hub.publish(6, frame("flash", 6, "6"), keep=True)
        await asyncio.sleep(0.02)
        hub.close()
        await task
        return listener.text

    assert asyncio.run(story()).count("id: ") == 3
    assert [int(line[4:]) for line in asyncio.run(story()).splitlines() if line.startswith("id: ")] == [
        4,
        5,
        6,
    ]


def test_what_is_said_while_catching_up_is_said_once():
    async def story():
        hub = Hub(lambda after, limit: slowly())

        def slowly():
            loop.call_soon_threadsafe(lambda: hub.publish(4, frame("flash", 4, "4"), keep=True))
            return [(4, frame("flash", 4, "4"))]

        loop = asyncio.get_running_loop()
        listener, task = await listening(hub, last_event_id=b"3")
        await asyncio.sleep(0.05)
        hub.close()
        await task
        return listener.text

    assert asyncio.run(story()).count("id: 4") == 1


def test_a_reader_who_leaves_is_forgotten():
    async def story():
        hub = a_hub()
        listener, task = await listening(hub)
        listener.leaves.set()
        await asyncio.wait_for(task, 1)
        return hub.listeners

    assert asyncio.run(story()) == set()


def test_a_reader_too_slow_to_follow_is_sent_away_and_nobody_waits_for_them():
    async def story():
        hub = a_hub()
        _, slow_task = await listening(hub, Listener(deaf=True))
        quick, quick_task = await listening(hub)
        for pk in range(1, live.QUEUED + 5):
            hub.publish(pk, frame("flash", pk, "x"), keep=True)
            await asyncio.sleep(0)
        await asyncio.sleep(0.05)
        left = len(hub.listeners)
        slow_task.cancel()
        hub.close()
        await quick_task
        return left, quick.text.count("id: ")

    assert asyncio.run(story()) == (1, live.QUEUED + 4)


def test_every_line_speaks_now_and_then(monkeypatch):
    monkeypatch.setattr(live, "HEARTBEAT_SECONDS", 0.01)

    async def story():
        hub = a_hub()
        listener, task = await listening(hub)
        beating = asyncio.create_task(hub.beat())
        await asyncio.sleep(0.05)
        beating.cancel()
        hub.close()
        await task
        return listener.text

    assert asyncio.run(story()).count(":\n\n") >= 2


def test_a_closing_house_takes_no_new_listeners():
    async def story():
        hub = a_hub()
        hub.close()
        listener, task = await listening(hub)
        await task
        return listener.heard[0]["status"]

    assert asyncio.run(story()) == 503


def test_a_full_house_says_so(monkeypatch):
    monkeypatch.setattr(live, "LISTENERS", 1)

    async def story():
        hub = a_hub()
        _, first = await listening(hub)
        second, task = await listening(hub)
        await task
        hub.close()
        await first
        return second.heard[0]["status"]

    assert asyncio.run(story()) == 503


def test_a_retracted_flash_is_no_place_to_go_on_from():
    async def story():
        hub = a_hub()
        hub.publish(1, frame("flash", 1, "x"), keep=True)
        hub.publish(1, frame("retracted", 1, "1"), keep=False)
        return list(hub.recent)

    assert asyncio.run(story()) == []
    assert b"id:" not in frame("retracted", 1, "1")


def test_only_so_many_flashes_are_kept():
    async def story():
        hub = a_hub()
        for pk in range(live.KEPT + 50):
            hub.publish(pk, b"", keep=True)
        return len(hub.recent)

    assert asyncio.run(story()) == live.KEPT


@pytest.mark.parametrize(
    ("request_", "seen"),
    [
        ({}, None),
        ({"last_event_id": b"12"}, 12),
        ({"query": b"after=9"}, 9),
        ({"query": b"after=9", "last_event_id": b"12"}, 12),
        ({"last_event_id": b"-1"}, None),
        ({"last_event_id": b"9" * 40}, None),
        ({"query": b"after="}, None),
        ({"query": b"after=x&after=1"}, None),
    ],
    ids=str,
)
def test_where_a_listener_goes_on_from(request_, seen):
    assert last_seen(a_scope("/live/flashes", **request_)) == seen
