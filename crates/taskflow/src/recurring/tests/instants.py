"""Expands repeat rules with python-dateutil: lines of JSON in, lines of JSON out.

In: {"rule": "FREQ=DAILY", "start": "2026-03-28T02:30:00", "zone": "Europe/Berlin", "count": 40}
Out: ["2026-03-28T01:30:00Z", ...], the instants, each once.
"""

import json
import sys
from datetime import datetime, timezone
from itertools import islice

from dateutil import tz
from dateutil.rrule import rrulestr


def instants(case):
    zone = tz.gettz(case["zone"])
    if zone is None:
        raise SystemExit("dateutil knows no zone " + case["zone"])
    start = datetime.fromisoformat(case["start"])
    found = []
    # More than asked for: two wall-clock times can be one instant.
    for local in islice(rrulestr("RRULE:" + case["rule"], dtstart=start), case["count"] * 2):
        # A time that the clocks skip is moved forward; of one that comes twice the first counts.
        moment = tz.resolve_imaginary(local.replace(tzinfo=zone, fold=0)).astimezone(timezone.utc)
        text = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        if not found or found[-1] != text:
            found.append(text)
    return found[: case["count"]]


for line in sys.stdin:
    print(json.dumps(instants(json.loads(line))), flush=True)
