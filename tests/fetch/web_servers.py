"""The web servers that most feeds are served by, each on a free port of 127.0.0.1."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

APACHE_MODULES = "/usr/lib/apache2/modules"
_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
_SECONDS = 20  # for a server to start


def apache(folder: Path, port: int, encoder: str = "deflate") -> list[str]:
    """Apache with what Debian loads by default for static files, mod_deflate among it."""
    modules = ("mpm_event", "authz_core", "mime", "filter", encoder)
    lines = [f"LoadModule {name}_module {APACHE_MODULES}/mod_{name}.so" for name in modules]
    user = ["User www-data", "Group www-data"] if os.geteuid() == 0 else []
    filter_name = {"deflate": "DEFLATE", "brotli": "BROTLI_COMPRESS"}[encoder]
    (folder / "apache.conf").write_text(
        "\n".join(
            [
                *lines, *user, f"ServerRoot {folder}", f"PidFile {folder}/apache.pid",
                "ServerName 127.0.0.1", f"Listen 127.0.0.1:{port}", f"DocumentRoot {folder}/www",
                f"ErrorLog {folder}/apache.log", f"<Directory {folder}/www>", "Require all granted",
                "</Directory>", "TypesConfig /etc/mime.types", "AddType application/rss+xml .rss",
                f"AddOutputFilterByType {filter_name} application/rss+xml", "",
            ]
        )
    )  # fmt: skip
    return ["apache2", "-X", "-f", str(folder / "apache.conf")]


def apache_with_brotli(folder: Path, port: int) -> list[str]:
    """Apache with mod_brotli in the place of mod_deflate."""
    return apache(folder, port, "brotli")


def nginx(folder: Path, port: int) -> list[str]:
    """nginx with gzip."""
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user www-data;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user} daemon off; master_process off; pid {folder}/nginx.pid;"
        f"error_log {folder}/nginx.log;"
        f"events {{}} http {{ access_log off; {temporary} gzip on; gzip_min_length 20;"
        "gzip_types application/rss+xml; types { application/rss+xml rss; text/html html; }"
        f"server {{ listen 127.0.0.1:{port}; root {folder}/www; }} }}"
    )
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def lighttpd(folder: Path, port: int) -> list[str]:
    """Lighttpd with mod_deflate."""
    (folder / "lighttpd.conf").write_text(
        f'server.document-root = "{folder}/www"\nserver.port = {port}\n'
        'server.bind = "127.0.0.1"\nserver.modules = ("mod_deflate")\n'
        'server.stat-cache-engine = "disable"\n'  # it looks at a file once a second
        'mimetype.assign = (".rss" => "application/rss+xml", ".html" => "text/html")\n'
        'deflate.mimetypes = ("application/rss+xml", "text/html")\n'
        'deflate.allowed-encodings = ("gzip", "deflate")\n'
    )
    return ["lighttpd", "-D", "-f", str(folder / "lighttpd.conf")]


def caddy(folder: Path, port: int) -> list[str]:
    """Caddy with all its encodings."""
    (folder / "Caddyfile").write_text(
        "{\n admin off\n auto_https off\n}\n"
        f"http://127.0.0.1:{port} {{\n root * {folder}/www\n encode zstd gzip {{\n"
        "  minimum_length 20\n  match header Content-Type application/rss+xml*\n }\n"
        " header *.rss Content-Type application/rss+xml\n file_server\n}\n"
    )
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


SERVERS: dict[str, Callable[[Path, int], list[str]]] = {
    "apache2": apache, "apache2 with brotli": apache_with_brotli, "nginx": nginx,
    "lighttpd": lighttpd, "caddy": caddy,
}  # fmt: skip


@contextlib.contextmanager
def running(name: str, folder: Path) -> Iterator[str]:
    """Serve the folder `www` in a folder; yields the address. Skips where the server is absent."""
    binary = shutil.which(name.split(maxsplit=1)[0], path=_PATH)
    if binary is None:
        pytest.skip(f"{name} is not installed: .ci/run installs it where it may")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = SERVERS[name](folder, port)
    environment = os.environ | {
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }
    with (folder / "output.log").open("wb") as log:
        process = subprocess.Popen(
            [binary, *command[1:]], stdout=log, stderr=log, env=environment, cwd=folder
        )
    try:
        _wait_until_open(process, port, folder)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(_SECONDS)


def _wait_until_open(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    pytest.fail(f"the server did not start: {(folder / 'output.log').read_text()[-800:]}")
