"""The state of the server and its database."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, Field

from newsmon.serve import problem_details
from newsmon.serve.connections import Reading
from newsmon.store import fetch_single

router = APIRouter(tags=["operation"])


class Health(BaseModel):
    status: str = Field(description="`ok`: the database answers.")


@router.get("/healthz", responses=problem_details.described(503))
def healthz(connection: Reading) -> Health:
    """Answer 200 while the database does; open to everybody, with no token."""
    fetch_single(connection, "serve.has_topic", topic="")
    return Health(status="ok")
