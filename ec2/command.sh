#!/bin/sh
# stock-market-pipeline verify, stock-market-pipeline redrive …: runs a command beside the service, as its user and with its settings.
set -eu
[ "$(id -u)" = 0 ] || exec sudo "$0" "$@"
export PIPELINE_DIRECTORY=/etc/stock-market-pipeline
set -a
# shellcheck disable=SC1091
if [ -e /etc/stock-market-pipeline/environment ]; then . /etc/stock-market-pipeline/environment; fi
set +a
cd -P /opt/stock-market-pipeline/current
exec setpriv --reuid=stock-market-pipeline --regid=stock-market-pipeline --init-groups \
  /usr/bin/java -XX:+UseSerialGC -Xmx256m -cp 'stock-market-pipeline.jar:/opt/stock-market-pipeline/ext/*' routes.Application "$@"
