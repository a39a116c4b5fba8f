"""Pages that are broken, monstrous or half there: each is answered, and the stream goes on."""

import base64
import json

import pytest
from click.testing import CliRunner

from jingui.ops.commands.judge import judge
from tests.ingest.pages import a_page, paragraphs

SOUND = a_page(0)
PASTED = "<p>这一段是从别处粘贴来的，字符集不同。</p>".encode("gb18030")
TITLE = "<html><head><title>{0}</title></head><body><h1>{0}</h1>{1}</body></html>"
BAD = {
    "empty": b"",
    "only spaces": b" \n\t" * 1_000,
    "ten megabytes of one character": b"a" * 10_000_000,
    "ten megabytes of one Chinese character": ("金" * 3_333_333).encode(),
    "200,000 attributes": ("<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">正文。</p>").encode(),
    "200,000 quoted attributes": ("<p " + " ".join(f'a{n}=">"' for n in range(200_000)) + ">正文。").encode(),
    "100,000 levels": b"<div>" * 100_000 + "正文。".encode(),
    "zeros": b"\x00" * 100_000,
    "random bytes": bytes((n * 73 + n // 251) % 256 for n in range(100_000)),
    "a title and no body": TITLE.format("远山科技拟回购股份", "").encode(),
    "a body too short to be one": TITLE.format("远山科技拟回购股份", "<p>详见公告。</p>").encode(),
}
ODD = {
    "control characters": SOUND.replace("公告", "公\x00\x01\x08告\x7f").encode(),
    "lone surrogates": SOUND.encode().replace("公告".encode(), "公告".encode() + b"\xed\xa0\x80"),
    "right-to-left marks": SOUND.replace("公告", "\u202e公\u200f告\u2066").encode(),
    "emoji": SOUND.replace("公告", "公告🚀👨‍👩‍👧").encode(),
    "mixed encodings": SOUND.encode().replace(b"</h1>", b"</h1>" + PASTED),
    "the wrong charset declared": SOUND.replace("<head>", '<head><meta charset="big5">').encode("gb18030"),
    "no title": SOUND.replace("远山科技业绩增长第1季", "").replace("_东岸财讯", "").encode(),
    "cut off in a tag": SOUND.encode()[: SOUND.encode().index(b'<div class="related"') + 9],
}


@pytest.fixture(scope="module")
def answers():
    """The answers to one stream of all these pages, with a sound one at its end."""
    pages = [*BAD.items(), *ODD.items(), ("sound", SOUND.encode())]
    lines = [
        json.dumps({"id": name, "source": f"第{n}家", "body_base64": base64.b64encode(page).decode()})
        for n, (name, page) in enumerate(pages)
    ]
    said = CliRunner().invoke(judge, input="\n".join(lines).encode(), catch_exceptions=False)
    return {answer["id"]: answer for answer in map(json.loads, said.output.splitlines())}


@pytest.mark.parametrize("name", BAD)
def test_a_page_without_an_article_is_never_published(answers, name):
    assert answers[name]["verdict"] in ("hold", "drop")


@pytest.mark.parametrize("name", ODD)
def test_an_article_is_read_from_an_odd_page(answers, name):
    assert paragraphs(0)[2] in answers[name]["text"]


def test_the_stream_goes_on_after_all_of_them(answers):
    assert len(answers) == len(BAD) + len(ODD) + 1
    assert answers["sound"]["text"].split("\n") == paragraphs(0)


@pytest.mark.parametrize("name", ["control characters", "lone surrogates", "right-to-left marks"])
def test_what_no_reader_sees_is_not_stored(answers, name):
    assert not set("\x00\x01\x08\x7f\u202e\u200f\u2066\ud800") & set(answers[name]["text"])


def test_emoji_stay_whole(answers):
    assert "公告🚀👨‍👩‍👧" in answers["emoji"]["text"]


def test_characters_that_were_lost_are_said_and_held(answers):
    trail = "\n".join(answers["mixed encodings"]["trail"])

    assert "个字符无法辨认" in trail
    assert answers["mixed encodings"]["verdict"] == "hold"


def test_a_title_without_a_body_says_so(answers):
    assert answers["a title and no body"]["headline"] == "远山科技拟回购股份"
    assert "没有正文" in "\n".join(answers["a title and no body"]["trail"])


def test_a_body_without_a_title_gets_a_stand_in_and_says_so(answers):
    assert answers["no title"]["headline"]
    assert "来稿没有标题" in "\n".join(answers["no title"]["trail"])
