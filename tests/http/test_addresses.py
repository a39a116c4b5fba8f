import ipaddress
from threading import Event

import pytest

from jingui.http import AddressRefused, Client, SourceUnreachable, TooSlow
from jingui.http.addresses import Guard, embedded, resolve

PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.100.100.200",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "198.18.0.1",
    "168.63.129.16",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "2002:7f00:1::",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "2001:0:4136:e378:8000:63bf:f5ff:fffe",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_the_open_internet_is_refused_however_it_is_written(address):
    with pytest.raises(AddressRefused, match="内网或保留网段"):
        Guard().check(address, 80)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses_pass(address):
    Guard().check(address, 443)


@pytest.mark.parametrize("port", [22, 25, 6379, 11211, 9200])
def test_ports_of_other_services_are_refused(port):
    with pytest.raises(AddressRefused, match="端口"):
        Guard().check("93.184.215.14", port)


def test_an_opened_range_lets_its_addresses_through_at_any_port_and_no_others():
    guard = Guard.allowing(["10.0.0.0/8"])

    guard.check("10.1.2.3", 1200)
    guard.check("::ffff:10.1.2.3", 80)
    with pytest.raises(AddressRefused):
        guard.check("192.168.1.1", 80)


def test_the_address_inside_an_address_is_found():
    assert embedded(ipaddress.ip_address("2002:a9fe:a9fe::1")) == (ipaddress.ip_address("169.254.169.254"),)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.com/",
        "gopher://x/",
        "//example.com",
        "feed.xml",
        "http://",
        "http://\0/",
    ],
)
def test_only_whole_web_addresses_are_asked(client, url):
    with pytest.raises(AddressRefused):
        client.get(url)


def test_names_and_passwords_are_not_sent(client):
    with pytest.raises(AddressRefused, match="用户名"):
        client.get("http://admin:secret@example.com/")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "localhost"]
)
def test_loopback_is_refused_in_every_spelling(site, host):
    port = site.base.rpartition(":")[2]

    with pytest.raises(AddressRefused):
        Client(delay_seconds=0).get(f"http://{host}:{port}/")

    assert site.asked == []


def test_one_bad_address_among_good_ones_refuses_the_name():
    client = Client(delay_seconds=0, resolver=lambda host, port: ["93.184.215.14", "10.0.0.1"])

    with pytest.raises(AddressRefused):
        client.get("http://two-faced.example/")


def test_a_name_that_changes_its_address_between_check_and_dial_wins_nothing(site):
    answers = [["127.0.0.1"], ["169.254.169.254"]]
    asked = []

    def rebinding(host, port):
        asked.append(host)
        return answers[min(len(asked), 2) - 1]

    site["/"] = (200, {}, b"ok")
    client = Client(allow=("127.0.0.0/8",), delay_seconds=0, resolver=rebinding)
    response = client.get(site.base.replace("127.0.0.1", "rebinding.example") + "/")

    assert response.body == b"ok"
    assert asked == ["rebinding.example"]
    with pytest.raises(AddressRefused):
        client.get("http://rebinding.example/")


def test_a_name_nobody_knows_is_said_to_be_unknown():
    def nobody(host, port):
        raise OSError("no such host")

    with pytest.raises(SourceUnreachable, match=r"找不到主机 nowhere\.example"):
        Client(resolver=nobody).get("http://nowhere.example/")


def test_a_name_server_that_never_answers_does_not_hold_us():

    silence = Event()
    with pytest.raises(TooSlow, match="解析域名"):
        resolve("slow.example", 80, resolver=lambda *_: silence.wait(5) or [], timeout=0.05)
    silence.set()
