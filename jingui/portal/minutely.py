"""What every page asks and seldom changes: the answer is kept in this process for a minute."""

import time
from functools import lru_cache, wraps

KEPT_SECONDS = 60
MOST_ANSWERS = 64


def for_a_minute(question):
    """Ask `question` again only when the minute is over; `forget()` asks at once."""

    @lru_cache(maxsize=MOST_ANSWERS)
    def answer(_minute, *arguments):
        return question(*arguments)

    @wraps(question)
    def answered(*arguments):
        return answer(int(time.monotonic() // KEPT_SECONDS), *arguments)

    answered.forget = answer.cache_clear
    return answered
