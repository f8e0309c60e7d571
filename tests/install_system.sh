#!/bin/sh
# Brings what tests need from the system, Chromium and PostgreSQL with PostGIS, where this user may
# install it; else names the command.
set -u
packages=""
command -v chromium >/dev/null 2>&1 || packages="chromium fonts-noto-core"
ls /usr/share/postgresql/*/extension/postgis.control >/dev/null 2>&1 ||
    packages="$packages postgresql postgresql-postgis"
[ -n "$packages" ] || exit 0
command="apt-get install --no-install-recommends $packages"
if [ "$(id -u)" = 0 ]; then
    run=""
elif sudo -n true 2>/dev/null; then
    run="sudo"
else
    run="none"
fi
if [ "$run" = none ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "Some tests will be skipped; to run them, first: sudo $command" >&2
    exit 0
fi
echo "Installing $packages for the tests ..."
export DEBIAN_FRONTEND=noninteractive
{ $run apt-get update -q && $run apt-get install -y -q --no-install-recommends $packages; } >/dev/null ||
    echo "Some tests will be skipped: $packages could not be installed" >&2
exit 0
