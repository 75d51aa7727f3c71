#!/bin/sh
# Publishes one event, or a loop of them, over HTTP with plain curl.
#
#   publish.sh employeeUpdated.1 '{"__typename": "Employee", "id": 1}'
#   echo '{"id": 1}' | publish.sh employeeUpdated.1 -
#
# WEIR_URL       where the server listens       (http://localhost:8080)
# WEIR_PROVIDER  the provider's name            (default)
# WEIR_KEY       one of http.keys; not needed where the server listens on loopback alone
# WEIR_COUNT     how many events                (1)
# WEIR_PAUSE     seconds between two of them    (1)
set -eu

if [ $# -ne 2 ]; then
    sed -n '2,11s/^# \{0,1\}//p' "$0" >&2
    exit 64
fi

topic=$1
payload=$2
if [ "$payload" = - ]; then
    payload=$(cat)
fi
if [ -n "${WEIR_KEY:-}" ]; then
    # A header in a file of its own: other users of the machine see a program's arguments.
    header=$(mktemp)
    trap 'rm -f "$header"' EXIT
    printf 'Authorization: Bearer %s\n' "$WEIR_KEY" >"$header"
else
    header=/dev/null
fi

sent=0
while [ "$sent" -lt "${WEIR_COUNT:-1}" ]; do
    if [ "$sent" -gt 0 ]; then
        sleep "${WEIR_PAUSE:-1}"
    fi
    curl --silent --show-error --fail-with-body --max-time 10 \
        --header 'Content-Type: application/json' --header "@$header" \
        --data-binary "$payload" \
        "${WEIR_URL:-http://localhost:8080}/events/$topic?provider=${WEIR_PROVIDER:-default}"
    sent=$((sent + 1))
done
echo "$sent event(s) on $topic, accepted"
