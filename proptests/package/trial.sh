#!/bin/bash
# Run by systemd in the container that booted_root.sh boots. Its last line is "passed".
set -uo pipefail

rw='test+unix:///default?socket=/run/interleave/libvirt-sock'
ro='test+unix:///default?socket=/run/interleave/libvirt-sock-ro'

fail() {
  echo "FAILED: $*"
  systemctl status interleaved.service interleaved.socket interleaved-ro.socket | cat
  journalctl --no-pager -u interleaved | tail -n 40
  exit 1
}

step() {
  echo "-- $*"
}

# await WHY COMMAND...
await() {
  local why=$1 i
  shift
  for ((i = 0; i < 300; ++i)); do
    if "$@" >/dev/null 2>&1; then return; fi
    sleep 0.1
  done
  fail "$why"
}

serves() {
  virsh -c "$rw" list --all | grep -q ' test '
}

main_process() {
  systemctl show --property MainPID --value interleaved
}

is_another_process_than() {
  [[ $(main_process) != 0 && $(main_process) != "$1" ]]
}

# run_page FILE: the commands of the operator's page.
run_page() {
  local line
  while IFS= read -r line; do
    echo "\$ $line"
    bash -c "$line" </dev/null >/page.out 2>&1 || fail "exit status $?: $(cat /page.out)"
    tail -n 4 /page.out
  done <"$1"
}

the_page_holds() {
  step 'the commands of the operator'\''s page'
  await 'the service does not start' systemctl is-active interleaved
  run_page /commands
}

it_is_what_it_says() {
  step 'its process, its user'
  local is
  is=$(ps -o user:20=,comm= -p "$(main_process)" | tr -s ' ')
  [[ $is == 'interleave interleaved' ]] || fail "it is $is"
}

others_may_look() {
  step 'a user without rights'
  setpriv --reuid=65534 --regid=65534 --clear-groups virsh -r -c "$ro" list --all | grep -q ' test ' ||
    fail 'is not served on the read-only socket'
  if setpriv --reuid=65534 --regid=65534 --clear-groups virsh -c "$rw" list 2>/dev/null; then
    fail 'is served on the socket that is not for it'
  fi
}

it_reloads() {
  step 'reload'
  local before
  before=$(main_process)
  printf 'max_clients = 400\n' >>/etc/interleave/interleaved.conf
  systemctl reload interleaved || fail 'reload fails'
  await 'a key that is set twice is not told' \
    sh -c 'systemctl status interleaved | grep -q "old settings: .*max_clients is set a second"'
  sed -i '/^max_clients = 500/d' /etc/interleave/interleaved.conf
  systemctl reload interleaved || fail 'reload fails'
  await 'the settings are not read again' \
    sh -c 'interleaved --status --socket-dir /run/interleave | grep -q "0 of 400"'
  [[ $(main_process) == "$before" ]] || fail 'it is another process'
  serves || fail 'it does not serve'
}

it_comes_back() {
  step 'killed'
  local before
  before=$(main_process)
  kill -KILL "$before"
  await 'it does not come back' is_another_process_than "$before"
  await 'it does not serve' serves
  step 'hanging'
  before=$(main_process)
  kill -STOP "$before"
  await 'the watchdog does not end it' is_another_process_than "$before"
  await 'it does not serve' serves
}

its_sockets_start_it() {
  step 'started by its socket'
  systemctl stop interleaved || fail 'stop fails'
  [[ $(systemctl show --property Result --value interleaved) == success ]] || fail 'a bad end'
  serves || fail 'no client starts it'
}

# as USER COMMAND...
as() {
  setpriv --reuid="$1" --regid="$1" --init-groups "${@:2}"
}

may() {
  as "$1" virsh -c "$rw" list --all 2>/dev/null </dev/null | grep -q ' test '
}

may_look() {
  as "$1" virsh -r -c "$ro" list --all 2>/dev/null </dev/null | grep -q ' test '
}

may_not() {
  ! may "$1"
}

may_not_look() {
  ! may_look "$1"
}

is_logged() {
  journalctl --no-pager -o cat -u interleaved | grep -qF "$1"
}

polkit_decides() {
  step 'polkit: its defaults'
  local actions=/usr/share/polkit-1/actions no
  useradd joe
  useradd ann
  cp "/libvirt$actions/org.libvirt.unix.policy" "$actions"
  cp /etc/interleave/interleaved.conf /conf
  echo 'log_rate_limit = 0' >>/etc/interleave/interleaved.conf
  run_page /polkit-commands
  await 'root may not' may root
  await 'others may not look' may_look joe
  await 'others may do all' may_not joe
  no="polkit does not allow user $(id -u joe) the action org.libvirt.unix.manage"
  await 'the reason is not logged' is_logged "$no without being asked for a password"

  step 'polkit: rules'
  usermod --append --groups libvirt joe
  usermod --append --groups libvirt ann
  await 'who is in the group may not' may joe
  printf '%s\n' 'polkit.addRule(function(action, subject) {' \
    '  if (subject.user == "ann") return polkit.Result.NO;' '});' >/etc/polkit-1/rules.d/40-ann.rules
  await 'who is denied may do all' may_not ann
  await 'who is denied may look' may_not_look ann
  await 'the reason is not logged' is_logged \
    "polkit does not allow user $(id -u ann) the action org.libvirt.unix.monitor"
  may joe || fail 'the rule is for others, too'

  step 'polkit: it cannot be asked'
  mv "$actions/interleaved.policy" /
  cp "/libvirt$actions/org.libvirt.unix.policy" "$actions"
  await 'polkit answers one that is no owner' may_not joe
  await 'the reason is not logged' is_logged 'polkit cannot be asked: Only trusted callers '
  rm "$actions/org.libvirt.unix.policy"
  mv /interleaved.policy "$actions"
  await 'the policy is not read again' may joe
  systemctl stop polkit
  may joe || fail 'polkit is not started by who asks it'
  systemctl mask --now polkit 2>/dev/null
  may joe && fail 'a client is let in that nobody has been asked about'
  await 'the reason is not logged' is_logged 'polkit cannot be asked: Unit polkit.service is masked.'
  may root || fail 'root may not'
  systemctl unmask polkit 2>/dev/null
  await 'polkit is not asked again' may joe

  rm -r /etc/polkit-1/rules.d/50-interleave.rules /etc/systemd/system/interleaved.socket.d
  cp /conf /etc/interleave/interleaved.conf
  systemctl daemon-reload
  systemctl restart interleaved.socket interleaved-ro.socket interleaved.service
  serves || fail 'it does not serve'
}

it_is_upgraded_and_removed() {
  step 'upgrade'
  local before
  before=$(main_process)
  dpkg -i /packages/interleaved_*.deb >/dev/null 2>&1 || fail 'the upgrade fails'
  is_another_process_than "$before" || fail 'the old daemon goes on'
  serves || fail 'it does not serve'
  step 'purge'
  rm -r /etc/systemd/system/interleaved.service.d
  apt-get -q -y purge interleaved interleave interleave-dev >/dev/null 2>&1 || fail 'purge fails'
  [[ $(find / -xdev -iname '*interleave*' -not -path '/packages/*' | wc -l) == 0 ]] ||
    fail "left behind: $(find / -xdev -iname '*interleave*' -not -path '/packages/*')"
  [[ -z $(find /run -iname '*interleave*' -not -path '*/systemd/*') ]] ||
    fail "left behind: $(find /run -iname '*interleave*' -not -path '*/systemd/*')"
}

the_page_holds
it_is_what_it_says
others_may_look
it_reloads
it_comes_back
its_sockets_start_it
polkit_decides
it_is_upgraded_and_removed
echo passed
