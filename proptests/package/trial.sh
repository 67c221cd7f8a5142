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

the_page_holds() {
  step 'the commands of the operator'\''s page'
  await 'the service does not start' systemctl is-active interleaved
  local line
  while IFS= read -r line; do
    echo "\$ $line"
    bash -c "$line" </dev/null >/page.out || fail "exit status $?: $(cat /page.out)"
    tail -n 4 /page.out
  done </commands
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
it_is_upgraded_and_removed
echo passed
