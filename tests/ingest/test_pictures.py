"""Pictures are re-encoded, kept once in every size, and shown from our own address or not at all."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image as Pixels
from wagtail.images.models import Image

from jingui import clock
from jingui.accounts.models import User
from jingui.http import BadStatus, Response, TooSlow
from jingui.ingest import actions
from jingui.ingest.draft import Draft
from jingui.ingest.pictures import BadPicture, encoded, keep, only_ours, renditions_of, with_pictures
from jingui.news import actions as news
from jingui.news.models import Article
from tests.factories import NOW, a_feed, an_article, an_item

BODY = '<p>甲。</p><figure><img src="{}" alt="走势"><figcaption>沪指走势</figcaption></figure><p>乙。</p>'


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def a_picture(width=1200, height=600, *, kind="JPEG", **options):
    buffer = BytesIO()
    mode = options.pop("mode", "RGB")
    Pixels.linear_gradient("L").resize((width, height)).convert(mode).save(buffer, kind, **options)
    return buffer.getvalue()


def album(**pictures):
    """A canned `get`: the pictures by the last part of their address, 404 for others."""

    def get(url, **asked):
        name = url.rpartition("/")[2].partition(".")[0]
        if name not in pictures:
            raise BadStatus(404)
        return Response(url, 200, {}, pictures[name])

    return get


def a_draft(body, **facts):
    return Draft(
        id="item-1", fetched_at=NOW, url="https://a.example/news/1.html", headline="标题", body=body, **facts
    )


def opened(picture):
    return Pixels.open(BytesIO(picture.content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "BMP"])
def test_every_usual_format_becomes_webp(kind):
    picture = opened(encoded(a_picture(kind=kind)))

    assert (picture.format, picture.size) == ("WEBP", (1200, 600))


def test_where_it_was_taken_is_forgotten_and_the_picture_stands_upright():
    exif = Pixels.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera of somebody"  # turned by 90 degrees; its maker
    picture = opened(encoded(a_picture(1200, 600, exif=exif)))

    assert dict(picture.getexif()) == {}
    assert picture.size == (600, 1200)


def test_two_thousand_pixels_are_the_longest_side():
    assert (encoded(a_picture(5000, 1000)).width, encoded(a_picture(1000, 5000)).height) == (2000, 2000)


def test_transparency_stays():
    assert opened(encoded(a_picture(kind="PNG", mode="RGBA"))).mode in ("RGBA", "RGB")


BOMB = a_picture(8000, 8000, kind="PNG", mode="1")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "material",
    [b"", b"GIF89a", b"<html>", SVG, a_picture()[:300], a_picture(1, 1, kind="GIF"), BOMB, b"\0" * 9999],
)
def test_what_is_no_picture_for_readers_is_refused(material):
    with pytest.raises(BadPicture):
        encoded(material)


@pytest.mark.django_db
def test_a_figure_is_shown_from_our_own_address_in_sizes():
    draft, cover = with_pictures(
        a_draft(BODY.format("chart.jpg")), cover="", get=album(chart=a_picture(1800, 900))
    )

    assert 'src="/media/images/' in draft.body
    assert [f" {width}w" in draft.body for width in (480, 960, 1600)] == [True] * 3
    assert "a.example" not in draft.body
    assert ('width="1600"' in draft.body, 'height="800"' in draft.body, 'alt="走势"' in draft.body) == (
        True,
    ) * 3
    assert (cover.title, draft.trail) == ("沪指走势", ())


@pytest.mark.django_db
def test_a_picture_that_cannot_be_had_leaves_the_text_whole_and_a_line_on_the_trail():
    draft, cover = with_pictures(a_draft(BODY.format("gone.jpg")), cover="", get=album())

    assert (draft.body, cover) == ("<p>甲。</p><p>乙。</p>", None)
    assert draft.trail == ("配图未能取得（a.example：页面不存在（HTTP 404）），已略去",)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "left"),
    [
        ('<p>甲<img src="x">乙</p>', "<p>甲乙</p>"),
        ('<p><a href="/"><img src="x"></a></p><p>乙</p>', "<p>乙</p>"),
        ('<ul><li><img src="x"></li><li>乙</li></ul>', "<ul><li>乙</li></ul>"),
        ('<img src="x">尾巴', "尾巴"),
        ('<p>甲</p><img src="data:image/gif;base64,R0lGOD">', "<p>甲</p>"),
        ("<p>甲</p><img>", "<p>甲</p>"),
        ('<p>甲</p><img src="http://[broken/">', "<p>甲</p>"),
    ],
)
def test_only_what_held_the_picture_goes_with_it(body, left):
    draft, _ = with_pictures(a_draft(body), cover="", get=album())

    assert draft.body == left


@pytest.mark.django_db
def test_the_same_picture_is_fetched_and_kept_once():
    body = '<img src="/p.png"><p>甲</p><img src="/p.png"><img src="/q.png">'
    with_pictures(a_draft(body), cover="", get=album(p=a_picture(), q=a_picture()))

    assert Image.objects.count() == 1


@pytest.mark.django_db
def test_a_small_picture_is_not_blown_up():
    image = keep(encoded(a_picture(600, 300)), title="小图")

    assert [width for _, width in renditions_of(image)] == [480, 600]
    assert sorted(image.renditions.values_list("width", flat=True)) == [480, 600]


@pytest.mark.django_db
def test_the_cover_is_the_first_picture_wide_enough_else_what_the_feed_names():
    pictures = album(icon=a_picture(64, 64), wide=a_picture(900, 500), cover=a_picture(500, 500, kind="PNG"))

    _, first = with_pictures(a_draft('<img src="/icon.png"><img src="/wide.png">'), cover="", get=pictures)
    _, named = with_pictures(a_draft("<p>甲</p>"), cover="https://a.example/cover.png", get=pictures)

    assert (first.width, named.width) == (900, 500)


@pytest.mark.django_db
def test_no_more_than_twenty_pictures_are_fetched():
    asked = []

    def get(url, **options):
        asked.append(url)
        raise BadStatus(404)

    with_pictures(a_draft("".join(f'<img src="/{n}.png">' for n in range(50))), cover="", get=get)

    assert len(asked) == 20


@pytest.mark.django_db
def test_a_host_that_does_not_answer_is_asked_once():
    asked = []

    def get(url, **options):
        asked.append(url)
        raise TooSlow("20 秒内没有收完")

    draft, _ = with_pictures(a_draft('<p>甲</p><img src="/1.png"><img src="/2.png">'), cover="", get=get)

    assert (len(asked), draft.body, len(draft.trail)) == (1, "<p>甲</p>", 1)


@pytest.mark.django_db
def test_no_page_of_ours_points_at_a_picture_elsewhere():
    ours, _ = with_pictures(a_draft(BODY.format("p.jpg")), cover="", get=album(p=a_picture()))

    assert only_ours(ours.body) == ours.body
    assert only_ours(BODY.format("https://a.example/x.jpg")) == "<p>甲。</p><p>乙。</p>"


WITH_PICTURE = "<p>沪指早盘高开0.3%，两市成交放量。</p><figure><img src='https://a.example/p.png'></figure>"


@pytest.fixture
def an_article_without():
    return an_article("甲", body="<p>甲。</p>")


def asked_for(pictures):
    """A `get` that gives a picture and writes down what it was asked for."""

    def get(url, **asked):
        pictures.append(url)
        return Response(url, 200, {}, a_picture())

    return get


@pytest.mark.django_db
def test_for_what_is_held_no_picture_is_fetched_until_an_editor_publishes_it():
    pictures = []
    get = asked_for(pictures)
    rules = {"hold_all": True, "channels": ["stocks"]}
    item = actions.judge(an_item(a_feed(rules=rules), html=WITH_PICTURE), get=get, now=NOW)
    assert (item.verdict, pictures) == ("hold", [])

    editor = User.objects.create(username="zhang", display_name="张编辑")
    published = actions.publish_held(item, editor)
    assert (published.article.live, "<img" in published.article.body, pictures) == (True, False, [])
    (waiting,) = actions.claim_items(now=clock.now(), size=9)
    again = actions.judge(waiting, get=get, now=NOW)

    article = Article.objects.get()
    assert "<img" in article.body
    assert (article.cover is not None, article.revised_at, pictures) == (
        True,
        None,
        ["https://a.example/p.png"],
    )
    assert (again.state, again.verdict) == ("judged", "publish")
    assert again.trail[-1].endswith("补入配图")


@pytest.mark.django_db
def test_a_picture_that_cannot_be_had_then_is_not_asked_for_for_ever():
    def gone(url, **asked):
        raise BadStatus(404)

    item = actions.judge(
        an_item(a_feed(rules={"hold_all": True, "channels": ["stocks"]}), html=WITH_PICTURE),
        get=gone,
        now=NOW,
    )
    actions.publish_held(item, User.objects.create(username="zhang"))
    (waiting,) = actions.claim_items(now=clock.now(), size=9)

    assert actions.judge(waiting, get=gone, now=NOW).state == "judged"
    assert actions.claim_items(now=clock.now() + timedelta(hours=1), size=9) == []


@pytest.mark.django_db
def test_pictures_that_come_late_stand_in_the_articles_form_too(an_article_without):
    news.keep_what_is_live(an_article_without)

    news.illustrate(an_article_without, body="<p>甲。</p><img src='/media/a.webp'>", cover=None)

    form = Article.objects.get().get_latest_revision_as_object()
    assert ("<img" in form.body, Article.objects.get().has_unpublished_changes) == (True, False)


@pytest.mark.django_db
def test_stale_items_cost_no_pictures():
    pictures = []
    late = NOW + timedelta(days=9)

    item = actions.judge(an_item(html=WITH_PICTURE, fetched_at=late), get=asked_for(pictures), now=late)

    assert (item.verdict, pictures) == ("hold", [])
