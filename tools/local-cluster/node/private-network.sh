#!/bin/sh
# usage: private-network.sh <program> [arguments]
# Prepares a new network namespace for a node and runs a program.
set -eu
echo 1 >/proc/sys/net/ipv4/ip_forward
ip link set lo up
# An address for the node that is not on loopback. Nothing is behind the other end: the node reaches no other network.
ip link add node0 type veth peer name nowhere0
ip address add 10.200.0.1/24 dev node0
# The node's address on the link of each pod, from which the kubelet probes pods. It is here too, because the agent that enforces
# network policies looks for the addresses of the node when there is no pod yet.
ip address add 10.244.0.1/32 dev node0
ip link set node0 up
ip link set nowhere0 up
ip route add default dev node0
exec "$@"
