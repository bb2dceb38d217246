#!/usr/bin/env bash
# Installs, upgrades and rolls back stock-market-pipeline on Amazon Linux 2023 and Debian. Run as root; running it again changes nothing.
#
#   install.sh install stock-market-pipeline.tar.gz    installs, or upgrades and rolls back if the new version does not become ready
#   install.sh rollback                                goes back to the previous version
#   install.sh kafka kafka_2.13-3.9.1.tgz              installs a Kafka broker for this machine, as a separate service
#
# READY_TIMEOUT   seconds that a new version has to become ready (180)
# DESTDIR         install below this directory: files only, no packages, users or services
# Where a file TARBALL.sha512 stands beside Kafka's tarball, as Apache publishes it, the tarball must be what it says.
set -euo pipefail

readonly NAME=stock-market-pipeline
readonly ROOT="${DESTDIR:-}"
readonly HOME_DIR="$ROOT/opt/$NAME"
readonly CONFIG="$ROOT/etc/$NAME"
readonly UNITS="$ROOT/etc/systemd/system"
readonly READY_TIMEOUT="${READY_TIMEOUT:-180}"

say() { printf '%s\n' "$*"; }
STAGED=
trap 'if [ -n "$STAGED" ]; then rm -rf "$STAGED"; fi' EXIT
fail() { printf 'install.sh: %s\n' "$*" >&2; exit 1; }
usage() { sed -n '2,11s/^# \{0,1\}//p' "$0" >&2; exit 2; }
on_this_machine() { [ -z "$ROOT" ]; }

# --- what the machine needs ---

install_packages() {
  if command -v dnf > /dev/null; then
    dnf install -y --quiet "$@"
  elif command -v apt-get > /dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" > /dev/null
  else
    fail "there is neither dnf nor apt-get: install $* yourself, then run this again"
  fi
}

java_version() {
  java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p'
}

require_java() {
  if [ "$(java_version)" -ge 17 ] 2> /dev/null; then
    return
  fi
  if command -v dnf > /dev/null; then
    install_packages java-17-amazon-corretto-headless
  elif apt-cache policy openjdk-17-jre-headless | grep -q 'Candidate: [0-9]'; then
    install_packages openjdk-17-jre-headless
  else
    install_packages default-jre-headless
  fi
  [ "$(java_version)" -ge 17 ] 2> /dev/null || fail "java is $(java_version), not 17 or newer: point /usr/bin/java at a newer one"
}

require_tools() {
  on_this_machine || return 0
  require_java
  command -v curl > /dev/null || install_packages curl ca-certificates
}

require_user() {
  on_this_machine || return 0
  getent passwd "$1" > /dev/null \
    || useradd --system --user-group --home-dir "$2" --no-create-home --shell /usr/sbin/nologin "$1"
}

# --- files ---

# Unpacks a tarball next to the installed versions. Sets VERSION to the name of its directory.
unpack() {
  local tarball=$1 versions=$2 prefix=$3 sum top
  [ -r "$tarball" ] || fail "there is no file $tarball"
  sum=$(sha256sum "$tarball" | cut -d' ' -f1)
  top=$(tar -tzf "$tarball" 2> /dev/null | sed -n '1s:/.*::p') || true
  [[ "$top" == "$prefix"* ]] || fail "$tarball is no tarball of ${prefix%-}: it should have one directory, $prefix<version>"
  VERSION=${top#"$prefix"}
  if [ -e "$versions/$VERSION" ] && [ "$(cat "$versions/$VERSION/.sha256" 2> /dev/null)" != "$sum" ]; then
    # another build of the same version
    VERSION="$VERSION-${sum:0:8}"
  fi
  if [ "$(cat "$versions/$VERSION/.sha256" 2> /dev/null)" = "$sum" ]; then
    return
  fi
  mkdir -p "$versions"
  # of runs that were killed
  rm -rf "$versions"/.unpacking.*
  STAGED=$(mktemp -d "$versions/.unpacking.XXXXXX")
  tar -xzf "$tarball" -C "$STAGED" --strip-components=1 --no-same-owner 2> /dev/null \
    || fail "$tarball cannot be unpacked: it is cut or damaged, or the disk is full; nothing was changed"
  printf '%s\n' "$sum" > "$STAGED/.sha256"
  chmod -R u=rwX,go=rX "$STAGED"
  rm -rf "${versions:?}/$VERSION"
  mv "$STAGED" "$versions/$VERSION"
  STAGED=
}

# Apache writes the name, a colon and the sum in groups over several lines; sha512sum the sum and the name.
require_checksum() {
  local tarball=$1 wanted
  [ -r "$tarball.sha512" ] || return 0
  wanted=$(sed 's/^[^:]*://' "$tarball.sha512" | tr -d ' \n' | tr 'A-F' 'a-f' | cut -c1-128)
  [ "$(sha512sum "$tarball" | cut -d' ' -f1)" = "$wanted" ] || fail "$tarball is not what $tarball.sha512 says: fetch both again"
}

# Archives what the JVM loads to start the service, with the class path of the unit. The service starts without it, too, only later.
archive_classes() {
  on_this_machine || return 0
  (cd "$HOME_DIR/$1" && java -XX:+UseSerialGC -XX:ArchiveClassesAtExit=classes.jsa -cp "stock-market-pipeline.jar:$HOME_DIR/ext/*" routes.Application rehearse) \
    > /dev/null 2>&1 || say "the classes of $1 could not be archived: it starts without"
}

# Replaces a link atomically: a reader sees the old one or the new one.
link() {
  ln -s "$1" "$2.new.$$" && mv -T "$2.new.$$" "$2"
}

target_of() {
  readlink "$1" || true
}

# Creates a file if it is missing; an existing one is the user's.
keep_or_copy() {
  local from=$1 to=$2 group=$3
  if [ ! -e "$to" ]; then
    install -m 0640 "$from" "$to"
    if on_this_machine; then chgrp "$group" "$to"; fi
  fi
}

# --- the service ---

# Installs a version's files for the machine, and the link to it.
activate() {
  local version=$1
  install -D -m 0644 "$HOME_DIR/$version/ec2/$NAME.service" "$UNITS/$NAME.service"
  install -D -m 0755 "$HOME_DIR/$version/ec2/command.sh" "$ROOT/usr/local/bin/$NAME"
  link "$version" "$HOME_DIR/current"
  if on_this_machine; then systemctl daemon-reload; fi
}

# Started, starting, or waiting to be started again.
is_running() {
  on_this_machine && systemctl is-active "$1" | grep -qE '^(active|activating|reloading|deactivating)$'
}

# systemctl waits without limit until the service is ready, or until it first fails: this sets the limit.
restart() {
  local end=$((SECONDS + READY_TIMEOUT))
  if timeout "$READY_TIMEOUT" systemctl restart "$NAME" 2> /dev/null; then
    return
  fi
  until systemctl is-active --quiet "$NAME"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 1
  done
}

journal_hint() {
  say "journalctl -u $NAME tells why:" >&2
  journalctl -u "$NAME" -n 5 -o cat --no-pager >&2 || true
}

# Links the version and restarts the service if it runs; on failure everything is as before.
switch_to() {
  local version=$1 before
  before=$(target_of "$HOME_DIR/current")
  activate "$version"
  if is_running "$NAME" && ! restart; then
    journal_hint
    if [ -z "$before" ] || [ "$before" = "$version" ]; then
      fail "$version did not get ready within $READY_TIMEOUT s"
    fi
    activate "$before"
    restart || fail "$version did not get ready within $READY_TIMEOUT s, and neither did $before, which is installed again"
    fail "$version did not get ready within $READY_TIMEOUT s; $before runs again"
  fi
  if [ -n "$before" ] && [ "$before" != "$version" ]; then
    link "$before" "$HOME_DIR/previous"
  fi
}

remove_old_versions() {
  local home=$1 current previous version
  current=$(target_of "$home/current")
  previous=$(target_of "$home/previous")
  for version in "$home"/*/; do
    version=$(basename "$version")
    case "$version" in
      "$current" | "$previous" | current | previous | ext) ;;
      *) rm -rf "${home:?}/$version" ;;
    esac
  done
}

install_pipeline() {
  local before
  require_tools
  require_user "$NAME" "/var/lib/$NAME"
  before=$(target_of "$HOME_DIR/current")
  unpack "$1" "$HOME_DIR" "$NAME-"
  mkdir -p "$HOME_DIR/ext"
  install -d -m 0750 "$CONFIG"
  if on_this_machine; then chgrp "$NAME" "$CONFIG"; fi
  keep_or_copy "$HOME_DIR/$VERSION/ec2/etc/application.properties" "$CONFIG/application.properties" "$NAME"
  keep_or_copy "$HOME_DIR/$VERSION/ec2/etc/environment" "$CONFIG/environment" root
  if [ "$before" = "$VERSION" ]; then
    say "$NAME $VERSION is installed already"
    return
  fi
  archive_classes "$VERSION"
  switch_to "$VERSION"
  remove_old_versions "$HOME_DIR"
  if is_running "$NAME"; then
    say "$NAME $VERSION runs, and is ready"
  else
    say "$NAME $VERSION is installed: see $CONFIG/application.properties, then: systemctl enable --now $NAME"
  fi
}

rollback_pipeline() {
  local previous
  previous=$(target_of "$HOME_DIR/previous")
  [ -n "$previous" ] || fail "there is no version before this one"
  switch_to "$previous"
  say "$NAME is $previous again"
}

# --- Kafka ---

as_kafka() {
  (cd / && LOG_DIR=/var/log/kafka setpriv --reuid=kafka --regid=kafka --init-groups "$@")
}

install_kafka() {
  local files="$HOME_DIR/current/ec2/kafka" data="$ROOT/var/lib/kafka" before
  [ -d "$files" ] || fail "install $NAME first: it brings the settings of the broker"
  require_tools
  require_user kafka /var/lib/kafka
  require_checksum "$1"
  before=$(target_of "$ROOT/opt/kafka/current")
  unpack "$1" "$ROOT/opt/kafka" kafka_
  install -d -m 0755 "$ROOT/etc/kafka"
  keep_or_copy "$files/server.properties" "$ROOT/etc/kafka/server.properties" kafka
  keep_or_copy "$files/log4j.properties" "$ROOT/etc/kafka/log4j.properties" kafka
  install -D -m 0644 "$files/kafka.service" "$UNITS/kafka.service"
  link "$VERSION" "$ROOT/opt/kafka/current"
  if [ -n "$before" ] && [ "$before" != "$VERSION" ]; then
    link "$before" "$ROOT/opt/kafka/previous"
  fi
  if ! on_this_machine; then
    remove_old_versions "$ROOT/opt/kafka"
    say "Kafka $VERSION is installed below $ROOT: no user, no service, and its disk is not formatted"
    return
  fi
  install -d -o kafka -g kafka -m 0700 "$data" /var/log/kafka
  if [ ! -e "$data/log/meta.properties" ]; then
    as_kafka /opt/kafka/current/bin/kafka-storage.sh format --config /etc/kafka/server.properties \
      --cluster-id "$(as_kafka /opt/kafka/current/bin/kafka-storage.sh random-uuid)"
  fi
  systemctl daemon-reload
  systemctl enable --quiet kafka
  if [ "$before" = "$VERSION" ]; then systemctl start kafka; else systemctl restart kafka; fi
  remove_old_versions "$ROOT/opt/kafka"
  say "Kafka $VERSION runs on 127.0.0.1:9092"
}

[ $# -ge 1 ] || usage
if on_this_machine && [ "$(id -u)" != 0 ]; then
  fail "run it as root"
fi
case "$1 $#" in
  "install 2") install_pipeline "$2" ;;
  "rollback 1") rollback_pipeline ;;
  "kafka 2") install_kafka "$2" ;;
  *) usage ;;
esac
