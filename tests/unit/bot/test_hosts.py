import pytest

from bot.teams.hosts import Hosts, is_loopback

TEAMS = Hosts()
LOCAL = Hosts(["http://127.0.0.1:43100", "smba.trafficmanager.net"])


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net/uk/",
        "https://smba.trafficmanager.net",
        "https://smba.trafficmanager.net:443/emea/",
    ],
)
def test_teams_own_service_is_allowed(url):
    assert TEAMS.allows(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://smba.trafficmanager.net/uk/",
        "https://smba.trafficmanager.net:8443/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://evil.example/smba.trafficmanager.net",
        "https://smba.trafficmanager.net@evil.example/",
        "https://user:pass@smba.trafficmanager.net/",
        "https://smba.trafficmanager.net/?a=b",
        "https://smba.trafficmanager.net/#a",
        "https://smba.trafficmanager.net/uk/../../admin",
        "https://smba.trafficmanager.net/%2e%2e/admin",
        "https://smba.trafficmanager.net\\@evil.example/",
        "https://smba.trafficmanager.net//evil.example",
        "https://SMBA.trafficmanager.net/",
        "https://smba.trafficmanager.net./",
        "https://smbа.trafficmanager.net/",
        "https://smba.trafficmanager.net/ ",
        "https://smba.trafficmanager.net/\n",
        "ftp://smba.trafficmanager.net/",
        "//smba.trafficmanager.net/",
        "https://169.254.169.254/",
        "https://[::1]/",
        "https:///uk",
        "https://smba.trafficmanager.net/" + "a" * 3_000,
        "",
        None,
        7,
        ["https://smba.trafficmanager.net/"],
    ],
)
def test_whatever_is_not_exactly_that_is_not(url):
    assert not TEAMS.allows(url)


def test_a_full_origin_allows_just_that_one():
    assert LOCAL.allows("http://127.0.0.1:43100/_connector")
    assert LOCAL.allows("https://smba.trafficmanager.net/uk/")
    assert not LOCAL.allows("http://127.0.0.1:43101/_connector")
    assert not LOCAL.allows("https://127.0.0.1:43100/")
    assert not LOCAL.allows("http://localhost:43100/")
    assert not LOCAL.allows("https://files.sharepoint.com/")


def test_files_may_carry_a_query_and_come_from_a_tenants_own_host():
    file = "https://contoso-my.sharepoint.com/personal/a_b/Documents/returns%20oct.xlsx?tempauth=abc.def"
    assert TEAMS.allows_download(file)
    assert not TEAMS.allows(file)
    assert not TEAMS.allows_download(file.replace("https", "http"))
    assert not TEAMS.allows_download("https://sharepoint.com/x")
    assert LOCAL.allows_download("http://127.0.0.1:43100/files/a?b=c")


def test_development_without_settings_allows_this_machine_only():
    anywhere_here = Hosts(any_loopback=True)
    assert anywhere_here.allows("http://localhost:56150/_connector")
    assert anywhere_here.allows("http://[::1]:56150/_connector")
    assert not anywhere_here.allows("http://10.0.0.1:56150/_connector")


@pytest.mark.parametrize("entry", ["http://host/path", "https://host?x", "://", "ftp://host", "host:99", "host/path"])
def test_an_entry_that_is_no_origin_is_refused_at_the_start(entry):
    with pytest.raises(ValueError, match="not a host or an origin"):
        Hosts([entry])


def test_blank_entries_leave_teams_own():
    assert Hosts(["", " "]).allows("https://smba.trafficmanager.net/uk/")


def test_loopback_is_this_machine():
    assert is_loopback("127.0.0.53")
    assert is_loopback("::1")
    assert not is_loopback("127.0.0.1.evil.example")
