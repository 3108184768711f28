#!/bin/sh
# pytest 9.2.0 and pytest-xdist 3.8.0, --dist loadgroup.
#
# Tests marked with one xdist_group are to run in one worker, so that what they share (a server, an Airflow) is started
# once. pytest-xdist appends the group to the private `_nodeid` of a test. pytest 9.2 has no such attribute, and setting
# it on a test does nothing: the suite passes, no warning is given, and the tests of a group are spread over all workers.
# With pytest 9.1.1 the same plugin keeps them together.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/test_grouped.py" <<'PYTHON'
import os

import pytest


@pytest.mark.xdist_group("database")
@pytest.mark.parametrize("number", range(8))
def test_of_the_group(number, request):
    with open(os.environ["SEEN"], "a") as seen:
        print(os.environ["PYTEST_XDIST_WORKER"], "@database" in request.node.nodeid, file=seen)
PYTHON
for version in 9.1.1 9.2.0; do
    python3 -m venv "$folder/env$version"
    "$folder/env$version/bin/python" -m pip install -q --disable-pip-version-check \
        "pytest==$version" 'pytest-xdist==3.8.0' >/dev/null 2>&1
    export SEEN="$folder/seen$version"
    (cd "$folder" && "env$version/bin/python" -m pytest -q -p no:cacheprovider -n 2 --dist loadgroup \
        test_grouped.py >"out$version")
    workers=$(cut -d' ' -f1 "$SEEN" | sort -u | wc -l)
    in_name=$(cut -d' ' -f2 "$SEEN" | sort -u)
    line="pytest $version: $(grep -o '[0-9]* passed' "$folder/out$version"), workers $workers, group in the name $in_name"
    echo "$line" | tee -a "$folder/all"
done
[ "$(cat "$folder/all")" = 'pytest 9.1.1: 8 passed, workers 1, group in the name True
pytest 9.2.0: 8 passed, workers 2, group in the name False' ] || { echo "changed"; exit 1; }

# Seen in November 2026:
# pytest 9.1.1: 8 passed, workers 1, group in the name True
# pytest 9.2.0: 8 passed, workers 2, group in the name False
