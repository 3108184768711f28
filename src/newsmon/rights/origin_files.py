"""The files in which an origin states rights, read together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from newsmon.rights.robots_rights import RobotsRights
from newsmon.rights.rsl import Licence, rights_of_licences
from newsmon.rights.statements import Statement
from newsmon.rights.tdmrep import TdmRule, rights_of_tdmrep


@dataclass(frozen=True, slots=True)
class OriginFiles:
    """robots.txt, tdmrep.json and the licences that robots.txt names."""

    robots: RobotsRights
    rules: Sequence[TdmRule] = ()
    licences: Sequence[Licence] = ()

    def of(self, url: str) -> list[Statement]:
        """Return the statements on a page of the origin."""
        return [
            *self.robots.of(url),
            *rights_of_tdmrep(self.rules, url),
            *rights_of_licences(self.licences, url, url),
        ]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements, each with the part of the origin that it is about."""
        return (
            *self.robots.statements,
            *(rule.statement for rule in self.rules),
            *(
                replace(statement, path=licence.url or None)
                for licence in self.licences
                for statement in licence.statements
            ),
        )


def origin_of(url: str) -> str:
    """Return scheme, host and port of a URL."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
