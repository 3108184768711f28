"""The application that `newsmon serve` runs: everything is read, as the role newsmon_reader."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any, Final

from fastapi import Depends, FastAPI
from mcp.server import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from starlette.routing import BaseRoute
from starlette.types import Lifespan

from newsmon.config import Settings
from newsmon.serve import guard, mcp_tools, metrics, problem_details
from newsmon.serve.access_log import AccessLog
from newsmon.serve.api import (
    article_routes,
    catalogue_routes,
    event_routes,
    feed_routes,
    health_route,
)
from newsmon.serve.api.parameters import stated_once
from newsmon.serve.guard import Access
from newsmon.serve.metrics import RequestFigures
from newsmon.serve.site import page_routes
from newsmon.store.pool import ReaderPool

_SUMMARY: Final = "News that newsmon has read: articles, copies, events and topics. Read only."


def create(pool: ReaderPool, access: Access, settings: Settings) -> FastAPI:
    """Make the application behind its guard, with its figures; it closes the pool when it ends."""
    tools = mcp_tools.create(pool)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with tools.session_manager.run():
            yield
        pool.close()

    application = build(lifespan)
    application.state.pool = pool
    application.state.settings = settings
    application.state.figures = figures = RequestFigures()
    application.include_router(metrics.router)
    application.include_router(feed_routes.router)  # readers of feeds do not log in to Airflow
    application.router.routes.extend(_mcp_routes(tools))
    application.add_middleware(guard.around, access=access)
    application.add_middleware(AccessLog, observe=figures.observe)
    return application


def build(lifespan: Lifespan[FastAPI] | None = None) -> FastAPI:
    """Make the pages and the API alone: who mounts it says who may ask, and lends connections."""
    application = FastAPI(
        title="newsmon",
        version=version("newsmon"),
        description=_SUMMARY,
        generate_unique_id_function=lambda route: route.name,
        lifespan=lifespan,
        docs_url=None,  # their scripts come from elsewhere
        redoc_url=None,
    )
    application.include_router(health_route.router)
    for routes in (article_routes, event_routes, catalogue_routes):
        application.include_router(
            routes.router, prefix="/api", dependencies=[Depends(stated_once)]
        )
    application.include_router(page_routes.router)
    problem_details.install(application, page_routes.show_problem)
    application.openapi = lambda: _openapi(application)  # type: ignore[method-assign]
    return application


def _mcp_routes(tools: MCPServer[Any]) -> list[BaseRoute]:
    """Return the routes of streamable HTTP: each request stands alone, and the guard is ours."""
    served = tools.streamable_http_app(
        streamable_http_path="/mcp",
        json_response=True,
        stateless_http=True,
        max_request_body_size=guard.MAX_BODY,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    return list(served.routes)


def _openapi(application: FastAPI) -> dict[str, Any]:
    """Describe the API, with the errors as we answer them."""
    if application.openapi_schema is None:
        schema = FastAPI.openapi(application)
        schemas = schema["components"]["schemas"]
        schemas["Problem"] = problem_details.Problem.model_json_schema()
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
    return FastAPI.openapi(application)
