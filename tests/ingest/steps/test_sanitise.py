from jingui.ingest.draft import Figure
from jingui.ingest.steps.sanitise import sanitise
from tests.drafts import a_draft


def test_the_body_is_cleaned():
    draft = sanitise(a_draft().but(body="<p onclick=x()>甲<b>乙</b></p><p>丙</p>"), None)

    assert draft.body == "<p>甲乙</p><p>丙</p>"


def test_figures_are_listed_with_their_captions():
    body = '<figure><img src="https://a.example/1.png" alt="x"><figcaption>走势</figcaption></figure>'

    assert sanitise(a_draft().but(body=body), None).figures == (Figure("https://a.example/1.png", "走势"),)


def test_the_headline_keeps_only_what_can_be_seen():
    assert (
        sanitise(a_draft().but(headline="金\u202e价\u200b \x07新高\ud800 🚀"), None).headline
        == "金价 新高 🚀"
    )


def test_a_body_of_ten_million_characters_is_cut_and_doubted():
    draft = sanitise(a_draft().but(body="<p>" + "金" * 10_000_000), None)

    assert 200_000 < len(draft.body) <= 250_010
    assert draft.doubts == draft.trail == ("正文过长（10000003 字符），只取前 250000 字符",)
