from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingui.text.characters import normalised


@pytest.mark.parametrize(
    "text", ["涨５％，（见附表）…", "e\u0301", "か\u3099", "≠\u0338", "\u1100\u1161", "①㎡ﬁ"]
)
def test_what_unicode_calls_compatible_is_one(text):
    assert normalised(text) == normalize("NFKC", text)


@given(st.text(max_size=40))
def test_any_text_is_normalised_as_unicode_says(text):
    assert normalised(text) == normalize("NFKC", text)
