"""One body: from the wire, as far as there is room for it, and unpacked."""

from __future__ import annotations

import aiohttp
from aiohttp import hdrs

from newsmon.fetch import encodings
from newsmon.fetch.body_budget import BEYOND_SECONDS, Allowance
from newsmon.fetch.deadlines import hasten, standing_still
from newsmon.model import Failure, Reason


async def read_body(
    response: aiohttp.ClientResponse, allowance: Allowance, *, limit: int, most: int
) -> bytes | Failure:
    """Return the body under two caps: `most` bytes over the wire, `limit` once unpacked."""
    if (response.content_length or 0) > most:
        return Failure(Reason.BODY_TOO_LARGE, f"{response.content_length} bytes announced")
    wire = await _read_wire(response, allowance, most)
    if wire is None:
        return Failure(Reason.BODY_TOO_LARGE, f"more than {most} bytes")
    stated = ",".join(response.headers.getall(hdrs.CONTENT_ENCODING, []))
    try:
        body = encodings.decompress(wire, stated, limit)
    except encodings.TooLargeError as error:
        reason = Reason.DECOMPRESSED_TOO_LARGE if stated else Reason.BODY_TOO_LARGE
        return Failure(reason, str(error))
    except encodings.BadEncodingError as error:
        return Failure(Reason.BAD_ENCODING, str(error)[:300])
    allowance.become(len(body))
    return body


async def _read_wire(
    response: aiohttp.ClientResponse, allowance: Allowance, most: int
) -> bytes | None:
    """Return the body as it comes over the wire; None for one that has too many bytes."""
    wire = bytearray()
    async for chunk in response.content.iter_any():
        wire += chunk
        if len(wire) > most:
            return None
        if allowance.fits(len(wire)):
            allowance.become(len(wire))
        else:
            async with standing_still():
                await allowance.grow(len(wire))
            if allowance.goes_beyond:
                hasten(BEYOND_SECONDS)
    return bytes(wire)
