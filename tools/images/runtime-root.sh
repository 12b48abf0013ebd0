#!/bin/sh
# usage: runtime-root.sh <root> [folder with native add-ons]
# Lays out, under <root>, all that a Node program needs below it: node, the libraries that node and the add-ons link to,
# and the user. No shell, no npm, no package manager. For each Debian package that gave a file there is an entry in
# var/lib/dpkg/status.d, where vulnerability scanners look in images made this way.
set -eu
root=$1
addons=${2:-}
node=$(command -v node)

mkdir -p "$root/usr/local/bin" "$root/etc" "$root/tmp" "$root/var/lib/dpkg/status.d"
chmod 1777 "$root/tmp"
cp "$node" "$root/usr/local/bin/node"

binaries=$node
if [ -n "$addons" ]; then binaries="$binaries $(find "$addons" -name '*.node' -type f)"; fi
for binary in $binaries; do
  # Lines are "name => /path (address)", "/path (address)" for the loader, and one for the kernel's, which has no path.
  for library in $(ldd "$binary" | grep -o '/[^ ]*'); do
    if [ -e "$root$library" ]; then continue; fi
    # Packages record a library under /lib or under /usr/lib; the two are one folder.
    package=$(dpkg-query --search "*/$(basename "$(readlink -f "$library")")" 2>/dev/null | head -n 1 | cut -d : -f 1)
    # What belongs to no package came with the add-on and is copied with it.
    if [ -z "$package" ]; then continue; fi
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
    dpkg-query --status "$package" >"$root/var/lib/dpkg/status.d/$package"
  done
done

cp /etc/os-release "$root/etc/os-release"
echo 'taskyard:x:10001:10001::/nonexistent:/nonexistent' >"$root/etc/passwd"
echo 'taskyard:x:10001:' >"$root/etc/group"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
