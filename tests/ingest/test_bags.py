from jingui.ingest.bags import bag, figures
from jingui.ingest.facts import KINDS_IN_ORDER, sketched, stated
from jingui.ingest.wording import wording

WORDS = {"桂叶": 9.5, "回购": 5.25, "定增": 4.0}


def test_words_that_two_texts_share_are_weighed_once():
    assert bag(WORDS).shared(bag({"回购": 5.25, "桂叶": 9.5, "降息": 3.0})) == 14.75


def test_an_empty_bag_shares_nothing():
    assert bag({}).shared(bag(WORDS)) == bag(WORDS).shared(bag({})) == 0.0


def test_a_rounded_figure_is_the_same_and_another_kind_is_not():
    one = figures({"350.68%": 2.0, "5": 0.3}, KINDS_IN_ORDER)
    two = figures({"351%": 1.5, "5%": 0.5}, KINDS_IN_ORDER)
    assert one.lone(two) == (0.3, 0.5)


def test_figures_stand_alone_where_the_other_text_has_none():
    assert figures({"12亿": 1.0}, ("", "亿")).lone(figures({}, ("",))) == (1.0, 0.0)


def test_many_sketches_are_compared_at_once():
    this = sketched("桂叶科技拟回购股份")
    alike = this.cosines([sketched(text) for text in ("桂叶科技拟回购股份", "台风登陆沿海", "")])
    assert alike[0] > 0.99
    assert alike[1:] == [0.0, 0.0]


def test_half_a_character_is_compared_like_any_other():
    broken = "《桂叶\ud800》在浙江上映"
    assert stated(broken).places == {"浙江"}
    assert wording(broken, broken) == wording(broken, broken)
