import pytest

from jingui.http import AddressRefused, Client, SourceUnreachable
from tests.loopback import page


def test_what_is_posted_arrives_and_the_answer_comes_back(site, client):
    site["/told"] = page("收到", status=202)

    answer = client.post(site.url("/told"), body="新闻".encode(), content_type="text/plain")

    assert site.posted == ["新闻".encode()]
    assert site.asked[0][1]["Content-Type"] == "text/plain"
    assert (answer.status, answer.body.decode()) == (202, "收到")


@pytest.mark.parametrize("status", [302, 400, 404, 500])
def test_a_refusal_is_an_answer_with_its_words(site, client, status):
    site["/told"] = page('{"message": "over quota"}', status=status, Location="/elsewhere")

    answer = client.post(site.url("/told"), body=b"", content_type="text/plain")

    assert (answer.status, answer.body) == (status, b'{"message": "over quota"}')
    assert site.paths() == ["/told"]


def test_nothing_is_posted_into_the_house(site):
    with pytest.raises(AddressRefused):
        Client(delay_seconds=0).post(site.url("/told"), body=b"x", content_type="text/plain")

    assert site.posted == []


def test_a_closed_door_is_a_problem_with_a_name(client):
    with pytest.raises(SourceUnreachable):
        client.post("http://127.0.0.1:9/", body=b"x", content_type="text/plain")
