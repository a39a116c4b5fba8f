"""The body that a feed carries: already the article, but for what publishers hang below it."""

from jingui.ingest.extraction.blocks import MAY_HIDE, Block, blocks, blocks_told
from jingui.ingest.extraction.boilerplate import ends_article, is_furniture
from jingui.ingest.extraction.credits import Surroundings, credits
from jingui.ingest.extraction.page import Reading, end_lines
from jingui.text.flow import flow, flow_of
from jingui.text.html import bounded, parse, tokens

LEAST_BEFORE_END = 0.5  # of the characters; an ending line above that is part of the text


def read(markup: str, *, url: str = "") -> Reading:
    """The body of a feed item as blocks, without credit lines, disclaimers and calls to scan."""
    tree = parse(bounded(markup))
    if tree is None:
        return Reading(how="正文提取：来稿的正文是空的")
    told = tokens(tree)
    row = blocks_told(told) if told else blocks(tree)
    kept = [block for block in row[: _ending(row)] if block.picture or not is_furniture(block.text)]
    partly = len(kept) < len(row) or MAY_HIDE.search(markup)
    if not kept:
        body = ""
    elif told:
        places = {place for block in kept for place in block.places}
        body = flow_of(told, base=url, keep=places if partly else None)
    else:
        nodes = {node for block in kept for node in block.nodes}
        body = flow([tree], base=url, keep=nodes if partly else None)
    signed = credits(Surroundings(body=end_lines(row)))
    dropped = len(row) - len(kept)
    how = f"正文提取：来稿自带，去掉 {dropped} 块" if dropped else "正文提取：来稿自带"
    return Reading(body=body, credits=signed, how=how)


def _ending(row: list[Block]) -> int:
    total = sum(block.characters for block in row)
    passed = 0
    for at, block in enumerate(row):
        if passed > LEAST_BEFORE_END * total and ends_article(block.text):
            return at
        passed += block.characters
    return len(row)
