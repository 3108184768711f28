"""An article in full, and its explanation."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import psycopg2
from tests.conftest import fresh_database
from tests.newsroom import Newsroom
from tests.serve.conftest import Server, running


def numbered(served: Server, **filters: object) -> int:
    """Return the newest article that fits."""
    articles = served.get("/api/articles", params={"limit": 1, **filters}).json()["articles"]
    return int(articles[0]["article_id"])


def test_an_article_has_its_text_topics_copies_and_versions(served: Server) -> None:
    copied = numbered(served, source="delta-courier", topic="us-china")
    article = served.get(f"/api/articles/{copied}").json()
    assert article["characters"] == len(article["text"]) > 200
    assert [match["topic"] for match in article["matches"] if match["salience"] == "about"]
    first, second = article["copies"][:2]
    assert (first["rank"], first["source"], first["lag"]) == (1, "northern-wire", "PT0S")
    assert second["first_article_id"] == first["article_id"]
    assert [version["version"] for version in article["versions"]] == [1]


def test_mentions_stand_where_they_say(served: Server) -> None:
    article = served.get(f"/api/articles/{numbered(served, topic='us-china')}").json()
    text = {"title": article["title"], "lead": article["text"], "body": article["text"]}
    mentions = [mention for match in article["matches"] for mention in match["mentions"]]
    assert mentions
    assert all(
        text[mention["zone"]][mention["start"] : mention["end"]].strip() for mention in mentions
    )


def test_a_long_text_comes_in_stretches(served: Server) -> None:
    number = numbered(served)
    whole = served.get(f"/api/articles/{number}").json()["text"]
    stretches = [
        served.get(f"/api/articles/{number}", params={"offset": at, "characters": 100}).json()
        for at in range(0, len(whole), 100)
    ]
    assert "".join(stretch["text"] for stretch in stretches) == whole


def test_an_explanation_has_the_evidence(served: Server) -> None:
    copied = numbered(served, source="delta-courier", topic="us-china")
    explanation = served.get(f"/api/articles/{copied}/explain").json()
    assert explanation["article"]["article_id"] == copied
    assert explanation["sightings"][0]["feed"].startswith("http://127.0.0.1:")
    assert any(c["chosen"] and c["field"] == "title" for c in explanation["provenance"])
    assert explanation["duplicates"][0]["shared_passages"]
    assert explanation["event_decision"]
    assert explanation["cut_off"] == []


def test_what_is_not_there_says_where_to_look(served: Server) -> None:
    for path in ("/api/articles/999999", "/api/articles/999999/explain"):
        response = served.get(path)
        assert response.status_code == 404
        assert "/api/articles" in response.json()["detail"]
    assert served.get("/api/articles/0").status_code == 422
    assert served.get("/api/articles/nine").status_code == 422
    assert "openapi.json" in served.get("/api/nothing").json()["detail"]
    assert served.get("/api/articles/1", params={"characters": 10**9}).status_code == 422


def test_a_search_shows_where_its_words_stand(served: Server) -> None:
    articles = served.get("/api/articles", params={"q": "tankers"}).json()["articles"]
    marked = [
        article["passage"]["text"][span["start"] : span["end"]].lower()
        for article in articles
        if article["passage"]
        for span in article["passage"]["matches"]
    ]
    assert marked
    assert all(word.startswith("tanker") for word in marked)


def test_what_a_search_excludes_is_no_match_of_it(served: Server) -> None:
    query = 'tariff -"truce tariff"'
    articles = served.get("/api/articles", params={"q": query}).json()["articles"]
    passages = [article["passage"] for article in articles if article["passage"]]
    assert any("truce" in passage["text"].lower() for passage in passages)
    for passage in passages:
        marked = [passage["text"][s["start"] : s["end"]].lower() for s in passage["matches"]]
        assert all(word.startswith("tariff") for word in marked)


def test_an_explanation_says_why_its_page_is_not_loaded(
    server: str, template: str, tmp_path: Path
) -> None:
    with fresh_database(server, template) as url:
        with closing(psycopg2.connect(url)) as connection:
            newsroom = Newsroom(connection)
            address = "https://harbour-news.example/walled"
            article = newsroom.article("Walled", edition="headline", url=address)
            newsroom.rejection(address, "paywall")
            newsroom.sql(
                "insert into newsmon.address (url_key, url, host, source_id, state, article_id, "
                "next_attempt_at) select %s, %s, 'harbour-news.example', source_id, 'rejected', "
                "article_id, '2026-05-14T12:00Z' from newsmon.article",
                address, address,
            )  # fmt: skip
            newsroom.sql(
                "update newsmon.rejection set address_id = "
                "(select max(address_id) from newsmon.address)"
            )
        with running(url, tmp_path) as serving:
            (refusal,) = serving.get(f"/api/articles/{article}/explain").json()["refusals"]
            page = serving.get(f"/articles/{article}").text
    assert (refusal["url"], refusal["reason"]) == (address, "paywall")
    assert refusal["next_attempt_at"] == "2026-05-14T12:00:00Z"
    assert "Its pages that are not loaded" in page
    assert "14 May 2026" in page
