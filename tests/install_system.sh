#!/bin/sh
# Brings Chromium for the browser tests where this user may install it; else names the command.
set -u
for browser in chromium chromium-browser google-chrome; do
    command -v "$browser" >/dev/null 2>&1 && exit 0
done
packages="chromium fonts-noto-core"
if ! command -v apt-get >/dev/null 2>&1; then
    echo "Browser tests will be skipped: install Chromium to run them." >&2
    exit 0
fi
if [ "$(id -u)" = 0 ]; then
    run=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    run="sudo"
else
    echo "Browser tests will be skipped: to run them, first: sudo apt-get install $packages" >&2
    exit 0
fi
echo "Installing $packages for the browser tests ..."
{ $run apt-get update -q && DEBIAN_FRONTEND=noninteractive $run apt-get install -y -q --no-install-recommends $packages; } >/dev/null ||
    echo "Chromium could not be installed; to run the browser tests: sudo apt-get install $packages" >&2
exit 0
