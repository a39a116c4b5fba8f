"""What readers can do, and what editors do about it. Reads are counted in batches, words written at once."""

from jingui.readers.actions.commenting import (
    CommentRefused,
    TooOften,
    edit_comment,
    erase_comments,
    post_comment,
    remove_comment,
    report,
)
from jingui.readers.actions.keeping import (
    bookmark,
    count_reads,
    note_read,
    remove_bookmark,
    tally,
    unwatch,
    visitors,
    watch,
)
from jingui.readers.actions.moderating import (
    approve,
    bar,
    close_comments,
    open_comments,
    reject,
    unbar,
    vouch,
)

__all__ = [
    "CommentRefused",
    "TooOften",
    "approve",
    "bar",
    "bookmark",
    "close_comments",
    "count_reads",
    "edit_comment",
    "erase_comments",
    "note_read",
    "open_comments",
    "post_comment",
    "reject",
    "remove_bookmark",
    "remove_comment",
    "report",
    "tally",
    "unbar",
    "unwatch",
    "visitors",
    "vouch",
    "watch",
]
