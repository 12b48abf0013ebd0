#!/bin/sh
# usage: policy-agent.sh <program> [arguments]
# Runs the agent that enforces NetworkPolicies, in a mount namespace that `unshare` has made. The kernel removes the file system
# with the agent's maps and programs together with the namespace.
set -eu
mount -t bpf bpf /sys/fs/bpf
# The agent would set values that belong to the whole machine. It ignores that it cannot.
mount --bind -o ro /proc/sys/kernel /proc/sys/kernel
if [ ! -e /proc/modules ]; then
  # A kernel that has everything built in has no list of modules, and the agent requires one. No file can be added to /proc.
  mkdir -p /run/proc
  mount --rbind /proc /run/proc
  mount -t tmpfs tmpfs /proc
  for name in /run/proc/[!0-9]* /run/proc/$$; do ln -s "../$name" "/proc/${name##*/}"; done
  touch /proc/modules
fi
exec "$@"
