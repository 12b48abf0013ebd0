#!/bin/sh
# usage: runtime-root.sh <root> [folder with native add-ons]
# Copies to <root> what a Node program needs: node, the libraries that node and the add-ons link to, and the user. No
# shell, no npm, no package manager. Each Debian package that a file comes from gets an entry in var/lib/dpkg/status.d,
# where vulnerability scanners look in images without a package manager.
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
  # Lines are "name => /path (address)", "/path (address)" for the loader, and one without a path for the kernel's library.
  for library in $(ldd "$binary" | grep -o '/[^ ]*'); do
    if [ -e "$root$library" ]; then continue; fi
    # Packages record a library under /lib or under /usr/lib; the two are one folder.
    package=$(dpkg-query --search "*/$(basename "$(readlink -f "$library")")" 2>/dev/null | head -n 1 | cut -d : -f 1)
    # A library without a package is part of the add-on and is copied with it.
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
