#!/bin/sh
# usage: clang [arguments], under this name on PATH
# Cilium's agent calls clang and makes errors of all warnings. Newer versions than the agent's own warn of more.
exec /usr/bin/clang "$@" -w
