#!/bin/bash
# Installs the packages in a Debian of their own, starts the daemon there as its unit does, has virsh
# talk to it, and purges everything. As root, with a network.
#
#   fresh_root.sh DIRECTORY   the directory has the .deb files
#
# INTERLEAVE_MIRROR names the mirror; by default it is the one that apt uses here, or else
# debootstrap's own. Exit status: 0 all is well, 1 something is not.
set -euo pipefail

# shellcheck source=proptests/package/root.sh
source "$(dirname "${BASH_SOURCE[0]}")/root.sh"

look_at_what_is_installed() {
  inside systemd-analyze verify --man=no /usr/lib/systemd/system/interleaved.service ||
    fail 'the installed unit has a fault'
  inside interleave explore --seconds 1 || fail 'the installed tool has found something'
}

serve_virsh() {
  inside sh -ec '
    command=$(sed -n "s/^ExecStart=//p" /usr/lib/systemd/system/interleaved.service)
    mkdir -p /run/interleave
    $command &
    daemon=$!
    for _ in $(seq 300); do
      if [ -S /run/interleave/libvirt-sock-ro ]; then break; fi
      sleep 0.1
    done
    virsh -c "test+unix:///default?socket=/run/interleave/libvirt-sock" list --all
    kill -TERM $daemon
    wait $daemon
    rmdir /run/interleave' || fail 'the installed daemon does not serve virsh, or ends badly'
}

purge_all() {
  inside apt-get -q -y purge interleaved interleave interleave-dev >"$root.log" 2>&1 ||
    fail "purging: $(tail -n 30 "$root.log")"
  local left
  left=$(find "$root" -xdev -iname '*interleave*' -not -path "$root/packages/*")
  [[ -z $left ]] || fail "left behind: $left"
}

main() {
  [[ $# == 1 ]] || { sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2; }
  make_root systemd
  # Nothing is started by installing it: there is no service manager.
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod 755 "$root/usr/sbin/policy-rc.d"
  install_packages "$1"
  look_at_what_is_installed
  echo '-- the daemon and virsh'
  serve_virsh
  echo '-- purge'
  purge_all
  echo 'passed'
}

main "$@"
