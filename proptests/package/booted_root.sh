#!/bin/bash
# Installs the packages in a Debian of their own, boots that with systemd in a container, and has
# trial.sh, beside this file, use and abuse the service there: the commands of the operator's page as
# they are written, then what happens to a service in its life. As root, with a network.
#
#   booted_root.sh DIRECTORY   the directory has the .deb files
#
# Exit status: 0 all is well, 1 something is not.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=proptests/package/root.sh
source "$here/root.sh"

# write_commands FROM TO FILE: the commands on the page between two headings, but for those that have
# been run by now: the packages are made, and installed. A command that goes on is one line.
write_commands() {
  sed -n "/^$1/,/^$2/p" "$here/../../docs/operating.md" | sed -n 's/^    //p' |
    sed -e ':join' -e '/\\$/{N;s/\\\n *//;b join' -e '}' |
    grep -v -e '^scripts/package' -e '^apt-get install' >"$root/$3"
  [[ $(wc -l <"$root/$3") -ge 5 ]] || fail "the page has no commands: $1"
}

# Polkit, and libvirt's own description of the actions, whose package is not installed.
add_polkit() {
  inside sh -ec 'apt-get -q -y --no-install-recommends install polkitd
    mkdir -m 777 /libvirt
    cd /libvirt
    apt-get -q download libvirt-daemon-system
    dpkg-deb --extract libvirt-daemon-system_*.deb .' >"$root.log" 2>&1 ||
    fail "polkit: $(tail -n 20 "$root.log")"
}

prepare_trial() {
  install -m 755 "$here/trial.sh" "$root/trial.sh"
  write_commands '## From a fresh Debian' '## Start' commands
  write_commands '### polkit' '### TLS' polkit-commands
  printf '%s\n' '[Unit]' 'After=multi-user.target' '[Service]' 'Type=oneshot' \
    'ExecStart=/trial.sh' 'ExecStopPost=/bin/systemctl poweroff --no-block' \
    'StandardOutput=file:/trial.out' 'StandardError=inherit' 'TimeoutStartSec=600' \
    >"$root/etc/systemd/system/trial.service"
  mkdir -p "$root/etc/systemd/system/default.target.wants"
  ln -s ../trial.service "$root/etc/systemd/system/default.target.wants/trial.service"
  # The watchdog of the trial is not waited for as long as that of a service.
  mkdir -p "$root/etc/systemd/system/interleaved.service.d"
  printf '%s\n' '[Service]' 'WatchdogSec=3' \
    >"$root/etc/systemd/system/interleaved.service.d/trial.conf"
}

boot() {
  echo '-- boot'
  timeout 700 systemd-nspawn --quiet --directory="$root" --register=no --keep-unit --boot \
    --console=pipe </dev/null >"$root.log" 2>&1 || fail "booting: $(tail -n 20 "$root.log")"
  cat "$root/trial.out" 2>/dev/null || fail "the trial has not begun: $(tail -n 20 "$root.log")"
  [[ $(tail -n 1 "$root/trial.out") == passed ]] || fail 'the trial has not passed'
}

main() {
  [[ $# == 1 ]] || { sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2; }
  make_root systemd,systemd-sysv,dbus
  install_packages "$1"
  add_polkit
  prepare_trial
  boot
}

main "$@"
