from hypothesis import given
from hypothesis import strategies as st

from jingui.ingest.extraction.blocks import blocks, blocks_told
from jingui.text import html
from jingui.text.flow import flow, flow_of

NAMES = (
    "p",
    "div",
    "strong",
    "b",
    "a",
    "span",
    "h1",
    "h2",
    "ul",
    "li",
    "blockquote",
    "figure",
    "td",
    "script",
    "nav",
)
PIECES = (
    *(f"<{name}>" for name in NAMES),
    *(f"</{name}>" for name in NAMES),
    *(
        "甲",
        "乙 ",
        " ",
        "\n",
        "&amp;",
        "&lt;p&gt;",
        "\u3000丙\n丁",
        "&#13;",
        "<br>",
        "<a href='/x?1&2'>",
        "<a href=#>",
    ),
    *(
        "<img src=1.png alt='图\"'>",
        "<img width=1 src=2.png>",
        "<p style='display: none'>",
        "<b hidden>",
        "<p class=x>",
    ),
    *("<!-- x -->", '<p "x=1>', "</table>"),
)
MARKUP = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def trees(markup):
    """The tree of a fragment and its tokens."""
    tree = html.parse(f"<p>金</p>{markup}")
    return tree, html.tokens(tree)


@given(MARKUP)
def test_a_tree_and_its_tokens_hold_the_same_blocks(markup):
    tree, told = trees(markup)

    read, heard = blocks(tree), blocks_told(told)

    assert [(one.words, one.text, one.picture) for one in read] == [
        (one.words, one.text, one.picture) for one in heard
    ]


@given(MARKUP)
def test_a_tree_and_its_tokens_are_written_alike(markup):
    tree, told = trees(markup)

    assert flow([tree], base="https://a.example/") == flow_of(told, base="https://a.example/")


@given(MARKUP, st.integers(1, 3))
def test_of_a_tree_and_its_tokens_the_same_blocks_are_kept(markup, step):
    tree, told = trees(markup)

    nodes = {node for block in blocks(tree)[::step] for node in block.nodes}
    places = {place for block in blocks_told(told)[::step] for place in block.places}

    assert flow([tree], keep=nodes) == flow_of(told, keep=places)


def test_a_tree_with_a_table_has_no_tokens():
    assert html.tokens(html.parse("<table><tr><td>甲</td></tr></table>")) == []
