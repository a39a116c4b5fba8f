"""`jingui judge`: one line in, one line out, in order, whatever the line."""

import base64
import io
import json

import pytest
from click.testing import CliRunner

from jingui.ops.commands import judge as command
from jingui.ops.commands.judge import judge
from tests.ingest.pages import a_page

WIRE = "央行今日开展500亿元7天期逆回购操作，中标利率1.40%，与此前持平。"
FIELDS = ["id", "headline", "text", "published_at", "byline", "topics", "channels", "securities"]
FIELDS += ["importance", "importance_score", "story", "duplicate_of", "verdict", "trail"]


def judged(*lines, options=()):
    said = CliRunner().invoke(judge, options, input=b"\n".join(lines) + b"\n", catch_exceptions=False)
    return [json.loads(line) for line in said.output.splitlines()]


def line(**record):
    return json.dumps({"source": "东岸财讯", "published": "2026-07-15T10:30:00+08:00", **record}).encode()


def test_every_field_is_filled_also_for_a_copy():
    copy_line = line(id="2", source="江城晚报", text="【逆回购】" + WIRE)
    _, copy = judged(line(id="1", title="央行开展逆回购", text=WIRE), copy_line)

    assert list(copy) == FIELDS
    assert (copy["duplicate_of"], copy["story"], copy["verdict"]) == ("1", "1", "drop")
    assert copy["topics"]


@pytest.mark.parametrize(
    ("bad", "answer_id"),
    [
        (b"nonsense", None),
        (b"[1, 2]", None),
        (b"null", None),
        (b"\xff\xfe", None),
        (b"[" * 100_000, None),
        (b'{"text": "x"}', None),
        (b'{"id": NaN}', None),
        (b'{"id": true}', None),
        (line(id="7", title=5), "7"),
        (line(id="7", text=float("nan")), "7"),
        (line(id="7", body_base64="!!!"), "7"),
    ],
)
def test_a_malformed_line_gives_an_error_and_the_stream_goes_on(bad, answer_id):
    error, sound = judged(bad, line(id="8", text=WIRE))

    assert error.keys() == {"id", "error"}
    assert error["id"] == answer_id
    assert sound["text"] == WIRE


@pytest.mark.parametrize(
    "text",
    ["", "a" * 300_000, "\x00\x01\u202e", "\ud800\udfff", "【" * 5_000, "😀" * 100],
    ids=["empty", "one character", "controls", "surrogates", "brackets", "emoji"],
)
def test_strange_texts_are_held_or_dropped(text):
    (found,) = judged(line(id="1", title="", text=text))

    assert found["verdict"] in ("hold", "drop")


def test_a_line_that_breaks_the_pipeline_gives_an_error_and_the_stream_goes_on():
    def answer(record):
        return {"id": record["id"], "share": 1 / record["of"]}

    broken, sound = (json.loads(command.answered(line(id="1", of=of), answer)) for of in (0, 2))

    assert broken == {"id": "1", "error": "ZeroDivisionError: division by zero"}
    assert sound == {"id": "1", "share": 0.5}


@pytest.mark.parametrize(
    "html",
    [
        "<p " + "a=1 " * 200_000 + ">央行今日开展逆回购操作。</p>",
        "<div>" * 20_000 + "央行今日开展逆回购操作。",
        "<p>" + "a" * 10_000_000,
        "<p>央行\u202e今日\x00开展\ud800逆回购操作。</p>",
        "<p>" + "“" * 50_000 + "</p>",
        "<p>" + "(1" * 50_000 + "</p>",
    ],
    ids=["attributes", "nesting", "ten million of one", "unseen", "quotes", "brackets"],
)
def test_monstrous_markup_gets_an_answer_and_the_stream_goes_on(html):
    monster, sound = judged(line(id="1", title="央行开展逆回购", html=html), line(id="2", text=WIRE))

    assert monster["id"] == "1"
    assert sound["text"] == WIRE


def test_a_title_without_a_body_and_a_body_without_a_title_are_told_apart():
    title, body = judged(line(id="1", title="央行开展逆回购操作"), line(id="2", text=WIRE))

    assert (title["text"], title["verdict"]) == ("", "hold")
    assert (body["headline"] != "", body["text"]) == (True, WIRE)


def test_a_line_too_long_is_refused_and_the_next_is_read(monkeypatch):
    monkeypatch.setattr(command, "MOST_LINE_BYTES", 1_000)

    error, sound = judged(line(id="1", text="长" * 2_000), line(id="2", text=WIRE))

    assert error["error"] == "line longer than 1000 bytes"
    assert sound["id"] == "2"


def test_an_id_that_is_a_number_comes_back_as_one():
    assert judged(line(id=7, text=WIRE))[0]["id"] == 7


def test_a_stream_of_long_ago_is_judged_as_of_its_own_days():
    old = line(id="1", title="央行开展逆回购", text=WIRE, published="2024-03-01T10:30:00+08:00")

    assert "旧闻" not in judged(old)[0]["trail"][-1]
    assert "旧闻" in judged(old, options=["--now", "2026-07-15"])[0]["trail"][-1]


def test_a_page_in_bytes_is_read_elsewhere():
    page = "<h1>远山科技拟回购股份</h1>" + "<p>远山科技公告，拟回购公司股份，用于员工持股计划。</p>" * 4
    encoded = base64.b64encode(f"<html><body>{page}</body></html>".encode("gb18030")).decode()

    (found,) = judged(line(id="1", body_base64=encoded, content_type="text/html"))

    assert "远山科技公告" in found["text"]


def test_answers_come_before_the_stream_ends(monkeypatch):
    asked = []

    class Slow(io.BytesIO):
        def readline(self, size=-1):
            asked.append(len(out.getvalue().splitlines()))
            return super().readline(size)

    out = io.BytesIO()
    stream = Slow(b"1\n2\n3\n")
    for one in command.lines(stream):
        out.write(command.answered(one, lambda record: {"id": record}))

    assert asked == [0, 1, 2, 3]


def test_pairs_are_told_how_alike_they_are():
    a = {"title": "", "text": WIRE}
    same = {"title": "", "text": "东岸财讯7月15日电，" + WIRE}
    other = {"title": "", "text": "远山科技公告，股东拟减持不超过1.5%股份。"}

    one, two, error = judged(
        line(id="1", a=a, b=same), line(id="2", a=a, b=other), line(id="3", a=a), options=["--pairs"]
    )

    assert one == {"id": "1", "same_story": pytest.approx(1, abs=0.1), "duplicate": 1.0}
    assert two["same_story"] < 0.1 > two["duplicate"]
    assert error == {"id": "3", "error": "b: an object is needed"}


def test_the_layout_of_a_source_is_learned_along_the_stream():
    pages = [
        line(
            id=str(n),
            url=f"https://news.eastbank.example/{n}.html",
            body_base64=base64.b64encode(a_page(n).encode()).decode(),
        )
        for n in range(5)
    ]

    by_template = ["按已学会的版式" in "".join(found["trail"]) for found in judged(*pages)]

    assert by_template == [False, False, False, True, True]
