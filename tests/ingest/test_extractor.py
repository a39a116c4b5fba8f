import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from jingui.ingest.draft import SourceFacts
from jingui.ingest.extractor import Extractor
from jingui.ingest.templates import Templates
from tests.drafts import a_draft
from tests.ingest.pages import a_page as news_page

PAGE = (
    "<html><title>金价新高</title><h1>金价新高</h1>"
    + "<p>国际金价周三上涨，盘中一度突破整数关口，再创新高。</p>" * 5
)
ASKER = """
import os, sys, time
from jingui.ingest.extractor import Extractor
from tests.drafts import a_draft
extractor = Extractor()
extractor.run(a_draft(raw_body=b"<p>x"))
print(extractor._child.pid, flush=True)
time.sleep(60)
"""


def a_page(name="1"):
    return a_draft(id=name, raw_body=PAGE.encode("gbk"))


@pytest.fixture(scope="module")
def extractor():
    with Extractor() as extractor:
        yield extractor


def test_a_page_is_read_in_another_process(extractor):
    draft = extractor.run(a_page())

    assert (draft.headline, draft.body.count("国际金价"), draft.faults) == ("金价新高", 5, ())
    assert (draft.raw_body, draft.page) == (None, "")


def test_an_item_without_a_page_is_given_back_as_it_is(extractor):
    draft = a_draft(raw_html="<p>文</p>")

    assert extractor.run(draft) is draft


def test_what_was_learned_goes_there_and_what_was_seen_comes_back(extractor):
    templates = Templates()
    drafts = []
    for n in range(4):
        draft = a_draft(id=str(n), source=SourceFacts(slug="eastbank"), raw_body=news_page(n).encode())
        drafts.append(extractor.run(templates.given_to(draft)))
        templates.learn(drafts[-1])

    assert [bool(draft.seen) for draft in drafts] == [True, True, True, False]
    assert "按已学会的版式（学自 3 页）" in "".join(drafts[3].trail)


def test_threads_wait_their_turn(extractor):
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(extractor.run, [a_page(str(n)) for n in range(12)]))

    assert [draft.id for draft in found] == [str(n) for n in range(12)]
    assert {draft.headline for draft in found} == {"金价新高"}


def test_a_page_that_takes_too_long_is_a_fault_and_the_next_one_is_read():
    with Extractor(page_seconds=0.001) as hurried:
        late = hurried.run(a_page())
        hurried.page_seconds = 20
        next_one = hurried.run(a_page())

    assert late.faults == late.trail == ("页面无法读取：超过时限",)
    assert next_one.headline == "金价新高"


def test_a_process_that_dies_is_a_fault_and_is_started_again(extractor):
    extractor.run(a_page())
    os.kill(extractor._child.pid, signal.SIGKILL)

    assert "金价新高" in {extractor.run(a_page()).headline, extractor.run(a_page()).headline}


def test_too_little_memory_is_a_fault_not_an_error():
    with Extractor(memory_mib=700) as cramped:
        draft = cramped.run(a_draft(raw_body=("<p>正文，好。" * 2_000_000).encode()))

    assert draft.raw_body is None
    assert draft.faults or draft.body


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"\x00" * 1_000_000,
        ("金" * 3_300_000).encode(),
        ("<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">").encode(),
        b"<div>" * 100_000,
        ("王·" * 200_000).encode(),
        b"\xff\xfe\xed\xa0\x80<p>" * 1000,
        "\u202e\u200f<p>正文\u2066🚀".encode(),
    ],
    ids=["empty", "zeros", "one character", "attributes", "nested", "names", "mixed", "bidi"],
)
def test_bad_pages_give_an_answer(extractor, page):
    draft = extractor.run(a_draft(raw_body=page, raw_title="题"))

    assert draft.raw_body is None
    assert draft.headline == "题"


def test_no_process_is_left_when_the_asker_is_killed():
    asker = subprocess.Popen([sys.executable, "-c", ASKER], stdout=subprocess.PIPE)
    child = int(asker.stdout.readline())

    asker.kill()
    asker.wait()

    assert gone(child, within_seconds=20)


def test_no_process_is_left_after_the_block():
    with Extractor() as extractor:
        extractor.run(a_page())
        child = extractor._child.pid

    assert gone(child, within_seconds=20)


def gone(process, *, within_seconds):
    until = time.monotonic() + within_seconds
    while time.monotonic() < until:
        try:
            with open(f"/proc/{process}/stat") as stat:
                if stat.read().split()[2] == "Z":
                    return True
        except FileNotFoundError:
            return True
        time.sleep(0.1)
    return False
