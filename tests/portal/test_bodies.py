from types import SimpleNamespace

from jingui.portal import bodies


def an_article_about(body, *names):
    named = [SimpleNamespace(security=SimpleNamespace(name=name, symbol="900001.SH")) for name in names]
    return SimpleNamespace(body=body, mentions=SimpleNamespace(all=lambda: named))


def test_a_security_is_linked_where_it_is_first_named():
    body = bodies.shown(an_article_about("<p>公司南枝科技说。</p><p>南枝科技又说。</p>", "南枝科技"))

    link = '<a class="security-link" href="/q/900001.SH/">南枝科技</a>'
    assert body.parts[0] == f"<p>公司{link}说。</p><p>南枝科技又说。</p>"


def test_a_name_after_markup_is_found_and_one_in_a_link_or_heading_left():
    body = bodies.shown(
        an_article_about(
            "<h2>南枝科技</h2><p><a href='/x'>南枝科技</a>与<b>它</b>和南枝科技。</p>", "南枝科技"
        )
    )

    assert body.parts[0].count("security-link") == 1
    assert body.parts[0].endswith('和<a class="security-link" href="/q/900001.SH/">南枝科技</a>。</p>')


def test_a_long_text_rests_between_two_paragraphs():
    body = bodies.shown(
        an_article_about("<p>一</p><p>二</p><table><tr><td>三</td></tr></table><p>四</p><p>五</p><p>六</p>")
    )

    assert body.parts[0].endswith("<p>四</p>")
    assert body.parts[1:] == ("<p>五</p><p>六</p>",)


def test_a_longer_text_has_two_gaps_and_nothing_stands_beside_the_first_paragraph():
    body = bodies.shown(an_article_about("".join(f"<p>{n}</p>" for n in range(1, 11))))

    assert [part.count("<p>") for part in body.parts] == [4, 3, 3]
    assert body.gaps == 2


def test_a_text_of_tables_and_lists_is_not_torn():
    body = bodies.shown(an_article_about("<p>一</p>" + "<table><tr><td>二</td></tr></table>" * 9))

    assert body.gaps == 0


def test_a_short_text_is_not_interrupted():
    assert bodies.shown(an_article_about("<p>一</p><p>二</p>")).gaps == 0


def test_text_without_a_tag_is_still_text():
    assert bodies.shown(an_article_about("1 &lt; 2")).parts[0] == "1 &lt; 2"


def test_an_empty_body_is_empty():
    assert bodies.shown(an_article_about(" ")).parts[0] == ""
