#!/bin/sh
# What a container of the image runs: api | worker | migrate | bucket | staff …
set -eu
command="${1:-api}"
[ "$#" -gt 0 ] && shift
case "$command" in
  # exec: signals reach node, which drains.
  api) exec node --enable-source-maps apps/api/dist/main.js ;;
  worker) exec node --enable-source-maps apps/worker/dist/main.js ;;
  bucket) exec node apps/worker/dist/make-bucket.js ;;
  migrate | staff | counters) exec node "packages/db/dist/commands/$command.js" "$@" ;;
  seed) exec node packages/seed/dist/main.js "$@" ;;
  *)
    echo "There is no command $command; there are api, worker, migrate, bucket, staff, seed and counters." >&2
    exit 64
    ;;
esac
