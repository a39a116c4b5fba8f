"""Which characters are these? Bytes become text, by evidence; what was lost is said."""

from jingui.ingest.draft import Draft, World
from jingui.text.decode import decode as read

MOST_BYTES = 15 * 1024 * 1024  # as much as the client brings in
MANY_LOST = 20


def decode(draft: Draft, world: World) -> Draft:
    """Read the raw page, if there is one."""
    if draft.raw_body is None or draft.page:
        return draft
    decoded = read(draft.raw_body[:MOST_BYTES], draft.content_type)
    line = f"解码：{decoded.charset}"
    if decoded.declared and decoded.declared != decoded.charset:
        line += f"（页面自称 {decoded.declared}，以字节为准）"
    if decoded.replaced:
        line += f"，{decoded.replaced} 个字符无法辨认"
    if decoded.replaced > MANY_LOST:
        return draft.but(
            page=decoded.text, doubts=(*draft.doubts, f"有 {decoded.replaced} 个字符无法辨认"), because=line
        )
    return draft.but(page=decoded.text, because=line)
