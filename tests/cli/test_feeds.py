"""`newsmon feeds list|check|add|discover|import|export`."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psycopg2
import pytest
from typer.testing import CliRunner

from newsmon.cli import output
from newsmon.cli.feed_commands import app
from newsmon.config import load
from newsmon.errors import UsageError

runner = CliRunner()


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No cell is broken into lines, whatever the terminal that the tests are started from."""
    monkeypatch.setattr(output.console, "_width", 200)


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour News</title>
<item><title>Ferry back in service</title><link>https://harbour.example/1</link>
<guid>1</guid><pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate></item>
<item><title>Lighthouse painted</title><link>https://harbour.example/2</link><guid>2</guid></item>
</channel></rss>"""
HOME = """<html><head><title>Harbour</title>
<link rel="alternate" type="application/rss+xml" href="/rss.xml">
<link rel="alternate" type="application/rss+xml" href="/gone.xml"></head>
<body>Hello</body></html>"""


SEVERAL = """<html><head>
<link rel="alternate" type="application/atom+xml" href="/atom.xml">
<link rel="alternate" type="application/rss+xml" href="/rss.xml"></head></html>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr-FR"><title>Le Port</title>
<link href="https://p.example/"/><id>x</id><entry><title>Un</title><id>1</id>
<link href="https://p.example/1"/></entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://p.example/1</loc>
<news:news><news:title>Un</news:title></news:news></url></urlset>"""
PAGES = {
    "/": ("text/html", HOME),
    "/rss.xml": ("application/rss+xml", RSS),
    "/page.html": ("text/html", "<html><body>no feed</body></html>"),
    "/several.html": ("text/html", SEVERAL),
    "/atom.xml": ("application/atom+xml", ATOM),
    "/news-sitemap.xml": ("application/xml", SITEMAP),
}


OLD = """<rss version="2.0"><channel><title>Archive</title>
<item><title>Old</title><link>https://p.example/1</link>
<pubDate>Mon, 02 Nov 2009 10:00:00 GMT</pubDate></item>
<item><title>Without an address</title></item></channel></rss>"""
PAGES |= dict.fromkeys(("/old.xml", "/old.xml?all"), ("application/rss+xml", OLD))


INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://p.example/1.xml</loc></sitemap></sitemapindex>"""
PAGES["/index.xml"] = ("application/xml", INDEX)
STATUS = {"/moved.xml": 301, "/shut.xml": 403}


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kind, body = PAGES.get(self.path, ("", ""))
        self.send_response(STATUS.get(self.path, 200 if body else 404))
        if self.path == "/moved.xml":
            self.send_header("Location", "/atom.xml")
        self.send_header("Content-Type", kind or "text/plain")
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    directory = tmp_path / "config"
    directory.mkdir()
    monkeypatch.setenv("NEWSMON_CONFIG", str(directory))
    (directory / "newsmon.yaml").write_text("fetch: {allow_private_hosts: [127.0.0.1]}\n")
    return directory


def feeds_yaml(directory: Path, *feeds: str) -> None:
    lines = "".join(f"      - {feed}\n" for feed in feeds)
    text = f"# mine\nsources:\n  - slug: harbour\n    name: Harbour News\n    feeds:\n{lines}"
    (directory / "feeds.yaml").write_text(text)


def test_check_asks_every_feed(directory: Path, site: str) -> None:
    (directory.parent / "given").mkdir()
    feeds_yaml(
        directory, f"{site}/rss.xml", f"{site}/missing.xml", f"{site}/page.html",
        "http://127.0.0.1:1/rss", "{path: given}", "{path: not-there}",
    )  # fmt: skip
    result = runner.invoke(app, ["check", "--json"])
    assert result.exit_code == 1
    good, missing, page, dead, folder, no_folder = json.loads(result.stdout)
    assert (good["ok"], good["entries"], good["title"]) == (True, 2, "Harbour News")
    assert good["newest"] == "2026-11-02T10:00:00+00:00"
    assert missing["answer"].startswith("not_found")
    assert page["answer"].startswith("not_a_feed")
    assert dead["answer"].startswith("connect")
    assert folder["ok"]
    assert not no_folder["ok"]


def test_check_counts_what_a_first_poll_passes_over(directory: Path, site: str) -> None:
    feeds_yaml(directory, f"{site}/old.xml", f"{{url: '{site}/old.xml?all', max_age: 99999d}}")
    result = runner.invoke(app, ["check", "--json"])
    limited, unlimited = json.loads(result.stdout)
    assert (limited["entries"], limited["too_old"]) == (1, 1)
    assert unlimited["too_old"] == 0
    assert limited["warnings"] == ["1 entry without a usable link"]
    table = runner.invoke(app, ["check"]).stdout
    assert "too old" in table
    assert "without a usable link" in table


def test_check_of_chosen_feeds(directory: Path, site: str) -> None:
    feeds_yaml(directory, f"{site}/rss.xml", f"{site}/missing.xml")
    result = runner.invoke(app, ["check", "--feed", f"{site}/rss.xml"])
    assert result.exit_code == 0
    assert "Harbour News" in result.stdout
    result = runner.invoke(app, ["check", "--feed", "no-such"])
    assert isinstance(result.exception, UsageError)


def test_private_hosts_are_not_reached_unless_allowed(directory: Path, site: str) -> None:
    (directory / "newsmon.yaml").unlink()
    feeds_yaml(directory, f"{site}/rss.xml")
    (result,) = json.loads(runner.invoke(app, ["check", "--json"]).stdout)
    assert result["answer"].startswith("forbidden_address")
    assert "fetch.allow_private_hosts" in result["answer"]


def test_discover_names_the_feeds_of_a_page(directory: Path, site: str) -> None:
    feeds_yaml(directory, "https://other.example/rss")
    result = runner.invoke(app, ["discover", f"{site}/", "--json"])
    assert result.exit_code == 0
    answers = {f["feed"]: f["ok"] for f in json.loads(result.stdout)}
    assert answers == {f"{site}/rss.xml": True, f"{site}/gone.xml": False}
    result = runner.invoke(app, ["discover", f"{site}/missing.html"])
    assert isinstance(result.exception, UsageError)


def test_add_writes_a_line(directory: Path) -> None:
    feeds_yaml(directory, "https://harbour.example/rss.xml")
    result = runner.invoke(
        app, ["add", "https://www.harbour.example/m.xml", "--kind", "sitemap", "--offline"]
    )
    assert result.exit_code == 0
    assert "Added to harbour" in result.stdout
    text = (directory / "feeds.yaml").read_text()
    assert text.startswith("# mine\n")
    assert text.endswith("      - {url: https://www.harbour.example/m.xml, kind: sitemap}\n")
    assert [feed.kind for _, feed in load().feeds()] == ["feed", "sitemap"]
    result = runner.invoke(app, ["add", "new.example/rss", "--name", "New", "--offline", "--json"])
    assert json.loads(result.stdout)["new_source"] is True
    assert load().sources[-1].name == "New"
    result = runner.invoke(app, ["add", "https://new.example/rss", "--offline"])
    assert isinstance(result.exception, UsageError)


def test_add_takes_name_language_homepage_and_kind_from_what_the_address_answers(
    directory: Path, site: str
) -> None:
    feeds_yaml(directory, "https://harbour.example/rss.xml")
    result = runner.invoke(app, ["add", f"{site}/atom.xml", "--json"])
    assert json.loads(result.stdout)["answer"] == "a feed with 1 entry: Le Port"
    source = load().sources[-1]
    assert (source.name, source.language, source.homepage) == (
        "Le Port",
        "fr",
        "https://p.example/",
    )
    assert runner.invoke(app, ["add", f"{site}/news-sitemap.xml"]).exit_code == 0
    assert load().sources[-1].feeds[-1].kind == "sitemap"


def test_add_takes_the_only_feed_of_a_page_and_asks_which_of_several(
    directory: Path, site: str
) -> None:
    feeds_yaml(directory, "https://harbour.example/rss.xml")
    result = runner.invoke(app, ["add", f"{site}/"])
    assert result.exit_code == 0, result.stderr
    assert [feed.url for _, feed in load().feeds()][-1] == f"{site}/rss.xml"
    before = (directory / "feeds.yaml").read_bytes()
    result = runner.invoke(app, ["add", f"{site}/several.html"])
    assert isinstance(result.exception, UsageError)
    assert f"{site}/atom.xml" in result.stderr
    assert (directory / "feeds.yaml").read_bytes() == before
    assert runner.invoke(app, ["add", f"{site}/several.html", "--yes"]).exit_code == 0
    assert [feed.url for _, feed in load().feeds()][-1] == f"{site}/atom.xml"


@pytest.mark.parametrize(
    ("path", "verdict"),
    [
        ("/index.xml", "an index of 1 sitemap"),
        ("/old.xml", "a feed with 1 entry (1 too old for a first poll, unless max_age says more; "
         "1 entry without a usable link): Archive"),
        ("/shut.xml", "http_4xx: status 403, shut to programs or to who is not logged in"),
        ("/page.html", "no feed; its site has 4 feeds at the usual paths"),
        ("/moved.xml", "moved to {site}/atom.xml, a feed with 1 entry: Le Port"),
    ],
)  # fmt: skip
def test_add_says_what_it_found(directory: Path, site: str, path: str, verdict: str) -> None:
    feeds_yaml(directory, "https://harbour.example/rss.xml")
    result = runner.invoke(app, ["add", site + path])
    assert f"{site}{path}: {verdict.format(site=site)}\n" in result.stderr


def test_add_takes_the_address_to_which_a_feed_has_moved(directory: Path, site: str) -> None:
    feeds_yaml(directory, f"{site}/atom.xml")
    result = runner.invoke(app, ["add", f"{site}/moved.xml"])
    assert isinstance(result.exception, UsageError)
    assert f"{site}/atom.xml is in feeds.yaml already" in str(result.exception)


def test_add_writes_nothing_where_there_is_no_feed(directory: Path, site: str) -> None:
    feeds_yaml(directory, "https://harbour.example/rss.xml")
    before = (directory / "feeds.yaml").read_bytes()
    result = runner.invoke(app, ["add", f"{site}/missing.xml", "--yes"])
    assert isinstance(result.exception, UsageError)
    assert "--offline" in str(result.exception)
    assert (directory / "feeds.yaml").read_bytes() == before


@pytest.mark.parametrize("options", [[], ["--yes"], ["--json"]])
@pytest.mark.parametrize(
    ("address", "verdict", "remedy"),
    [
        ("http://127.0.0.1:1/rss", "connect: no connection to the host", "online"),
        ("nosuchhost.invalid", "dns: the host name cannot be found", "spelling"),
        ("http://10.1.2.3/rss", "forbidden_address", "fetch.allow_private_hosts"),
    ],
)
def test_add_writes_nothing_where_the_address_cannot_be_had(
    directory: Path, address: str, verdict: str, remedy: str, options: list[str]
) -> None:
    feeds_yaml(directory, "https://harbour.example/rss.xml")
    before = (directory / "feeds.yaml").read_bytes()
    result = runner.invoke(app, ["add", address, *options])
    assert isinstance(result.exception, UsageError)
    assert verdict in result.stderr
    assert "ClientConnector" not in result.stderr
    assert remedy in str(result.exception)
    assert "--offline writes the address" in str(result.exception)
    assert (directory / "feeds.yaml").read_bytes() == before
    assert runner.invoke(app, ["add", address, *options, "--offline"]).exit_code == 0
    assert (directory / "feeds.yaml").read_bytes() != before


def test_check_says_in_words_why_a_host_cannot_be_had_and_in_json_all_of_it(
    directory: Path,
) -> None:
    feeds_yaml(directory, "http://127.0.0.1:1/rss")
    table = runner.invoke(app, ["check"])
    assert "connect: no" in table.stdout
    assert "ClientConnector" not in table.stdout
    assert "ClientConnector" in runner.invoke(app, ["check", "--json"]).stdout


def test_a_page_that_names_no_feed_is_tried_at_the_usual_paths(directory: Path, site: str) -> None:
    feeds_yaml(directory, "https://harbour.example/rss.xml")
    result = runner.invoke(app, ["discover", f"{site}/page.html", "--json"])
    assert {check["feed"] for check in json.loads(result.stdout)} == {
        f"{site}/{name}" for name in ("rss.xml", "atom.xml", "index.xml", "news-sitemap.xml")
    }  # fmt: skip


def test_export_and_import_are_inverse(directory: Path, tmp_path: Path) -> None:
    feeds_yaml(directory, "https://harbour.example/rss.xml", "https://harbour.example/2.xml")
    before = load().sources
    opml = tmp_path / "feeds.opml"
    assert runner.invoke(app, ["export", str(opml)]).exit_code == 0
    assert runner.invoke(app, ["export"]).stdout == opml.read_text()
    (directory / "feeds.yaml").write_text("sources:\n  - {slug: other, name: Other}\n")
    result = runner.invoke(app, ["import", str(opml), "--json"])
    assert json.loads(result.stdout)["sources"] == ["harbour"]
    assert load().sources[1:] == before
    result = runner.invoke(app, ["import", "-"], input=opml.read_bytes())
    assert "0 feeds added" in result.stdout
    result = runner.invoke(app, ["import", str(tmp_path / "none.opml")])
    assert isinstance(result.exception, UsageError)


def test_list_shows_states_where_the_database_can_be_reached(
    directory: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSMON_DATABASE_URL", database)
    feeds_yaml(directory, "https://harbour.example/rss.xml", "https://harbour.example/2.xml")
    with closing(psycopg2.connect(database)) as conn, conn, conn.cursor() as cursor:
        cursor.execute("insert into newsmon.source (slug, name) values ('harbour', 'H')")
        cursor.execute(
            "insert into newsmon.feed (source_id, url, kind, fetch_url, state, reason) "
            "select source_id, 'https://harbour.example/2.xml', 'feed', 'x', 'failing', 'timeout' "
            "from newsmon.source"
        )
    result = runner.invoke(app, ["list", "--json"])
    assert result.exit_code == 0
    states = {f["feed"]: (f["state"], f["reason"]) for f in json.loads(result.stdout)}
    assert states == {
        "https://harbour.example/rss.xml": (None, None),
        "https://harbour.example/2.xml": ("failing", "timeout"),
    }
    with closing(psycopg2.connect(database)) as conn, conn, conn.cursor() as cursor:
        cursor.execute("update newsmon.feed set entries_too_old = 41, warnings = '{cut off}'")
    table = runner.invoke(app, ["list"]).stdout
    assert "41 entries too old; cut off" in table


def test_list_with_a_database_of_another_version_still_lists(
    directory: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSMON_DATABASE_URL", database)
    feeds_yaml(directory, "https://harbour.example/rss.xml")
    with closing(psycopg2.connect(database)) as conn, conn, conn.cursor() as cursor:
        cursor.execute("drop view report.feed_health cascade")
    result = runner.invoke(app, ["list"])
    assert result.exit_code == 0
    assert "harbour" in result.stdout
    assert "newsmon db migrate" in " ".join(result.stderr.split())


def test_list_makes_no_database(
    directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEWSMON_DATABASE_URL", raising=False)
    monkeypatch.setenv("NEWSMON_HOME", str(tmp_path / "home"))
    feeds_yaml(directory, "https://harbour.example/rss.xml")
    result = runner.invoke(app, ["list"])
    assert result.exit_code == 0
    assert "There is no database yet" in result.stderr
    assert not (tmp_path / "home").exists()


def test_list_without_a_database_still_lists(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSMON_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    feeds_yaml(directory, "https://harbour.example/rss.xml")
    result = runner.invoke(app, ["list"])
    assert result.exit_code == 0
    assert "harbour" in result.stdout
    assert "States are not shown" in result.stderr
