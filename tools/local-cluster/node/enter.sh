#!/bin/sh
# usage: enter.sh <Debian system> <work folder> <paths to keep, separated by colons> <program> [arguments]
# Runs a program on a copy of a Debian system, in a mount namespace that `unshare` has made. What the program writes goes to
# the work folder, except below the kept paths, which are this machine's.
set -eu
debian=$1
work=$2
kept=$3
shift 3

root=$work/root
mkdir -p "$root" "$work/changes" "$work/overlay"
mount -t overlay -o "lowerdir=$debian,upperdir=$work/changes,workdir=$work/overlay" overlay "$root"
mount -t proc proc "$root/proc"
# A new sysfs shows the interfaces of a private network.
mount -t sysfs sysfs "$root/sys"
mount --rbind /sys/fs/cgroup "$root/sys/fs/cgroup"
mount --rbind /dev "$root/dev"
for path in run tmp; do mount -t tmpfs tmpfs "$root/$path"; done
chmod 1777 "$root/tmp"
cp /etc/resolv.conf /etc/hosts "$root/etc/"
IFS=:
for path in $kept; do
  mkdir -p "$root$path"
  mount --rbind "$path" "$root$path"
done
unset IFS
mkdir "$root/run/host"
cd "$root"
pivot_root . run/host
umount -l /run/host
cd /
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# Not `exec`: in a PID namespace, the first process must also wait for orphans, and this shell does.
"$@"
