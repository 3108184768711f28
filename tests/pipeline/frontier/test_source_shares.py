"""A source has its share of the requests under way, and gets hosts back as they answer."""

from __future__ import annotations

from datetime import timedelta

from newsmon.pipeline.frontier.source_shares import SourceShares
from newsmon.store.rows import DueAddress


def row(source_id: int, host: str) -> DueAddress:
    return DueAddress(
        address_id=1, url=f"https://{host}/", host=host, bucket=0, source_id=source_id,
        state="pending", reason=None, attempts=0, fetches=0, retries=0, headers=None,
        refetch_every=timedelta(), is_live=False, feed=None,
    )  # fmt: skip


def test_a_source_at_work_at_its_share_of_hosts_has_used_it_up() -> None:
    shares = SourceShares(concurrency=8)
    shares.begin([row(1, "a.example"), row(1, "b.example"), row(2, "c.example")])
    assert shares.used_up() == [1]


def test_rows_of_a_host_are_one_place_until_the_last_is_stored() -> None:
    shares = SourceShares(concurrency=4)
    shares.begin([row(1, "a.example"), row(1, "a.example")])
    shares.end([row(1, "a.example")])
    assert shares.used_up() == [1]
    shares.end([row(1, "a.example")])
    assert shares.used_up() == []


def test_one_request_at_once_is_enough_for_a_source_to_work() -> None:
    assert SourceShares(concurrency=1).hosts_at_once == 1
