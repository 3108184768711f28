"""Whether one part of Airflow is well, as the API server knows from its heartbeats.

healthcheck.py scheduler|dag_processor|triggerer|metadatabase       exit 0: healthy

For containers: starts in a blink, where Airflow's own `jobs check` costs seconds of a processor
each time. The address is that of the API which tasks use.
"""

from __future__ import annotations

import json
import os
import sys
from urllib.parse import urljoin
from urllib.request import urlopen

part = sys.argv[1]
api = os.environ["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"]
with urlopen(urljoin(api, "/api/v2/monitor/health"), timeout=8) as answer:  # noqa: S310
    status = json.load(answer)[part]["status"]
print(part, status)
sys.exit(status != "healthy")
