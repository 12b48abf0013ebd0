# Makes the machine forward what the VPC sends to the internet, under its own address: the steps of AWS's guide for NAT
# instances. Runs as root at the first start of Amazon Linux 2023, which has no packet filter. VPC_CIDR is set in front.
set -euo pipefail

fail() {
  echo "The NAT instance is not ready: $1" >&2
  exit 1
}

# dnf needs more than the 512 MiB of the smallest instances: without swap, the kernel kills it.
dd if=/dev/zero of=/swapfile bs=1M count=1024 status=none
chmod 600 /swapfile
mkswap /swapfile
swapon /swapfile

# The public address arrives some seconds after the start. At that time the SSM agent may also hold the lock of packages.
attempts=0
until dnf install --assumeyes --setopt=timeout=10 --setopt=retries=1 iptables-services; do
  ((++attempts < 40)) || fail 'the package iptables-services could not be installed'
  sleep 5
done

echo 'net.ipv4.ip_forward = 1' | tee /etc/sysctl.d/90-nat.conf
sysctl -p /etc/sysctl.d/90-nat.conf
systemctl enable --now iptables
# The rules that come with the package reject what is forwarded.
iptables --flush FORWARD
iptables --policy FORWARD ACCEPT
masquerade=(POSTROUTING --source "$VPC_CIDR" ! --destination "$VPC_CIDR" --jump MASQUERADE)
iptables --table nat --append "${masquerade[@]}"
# The service loads this file at every start. `service iptables save` needs a program that not every image has.
iptables-save --file /etc/sysconfig/iptables

[[ $(sysctl -n net.ipv4.ip_forward) == 1 ]] || fail 'the kernel does not forward'
[[ $(iptables --list-rules FORWARD) == '-P FORWARD ACCEPT' ]] || fail 'a rule rejects what is forwarded'
iptables --table nat --check "${masquerade[@]}" || fail 'the address of the VPC is not replaced'
systemctl is-enabled --quiet iptables || fail 'the rules would be lost at the next start'
echo 'The NAT instance is ready.'
