# shellcheck shell=bash
# What fresh_root.sh and booted_root.sh share: a Debian of their own. Sourced.

suite=bookworm
root=

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# Nothing when neither names one.
mirror() {
  local known
  known=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $suite" \
    2>/dev/null | head -n 1 || true)
  echo "${INTERLEAVE_MIRROR:-$known}"
}

# make_root PACKAGE,...: a root directory in $root, which is removed when the script ends.
make_root() {
  local from
  [[ $(id -u) == 0 ]] || fail 'only root can make a root directory of its own'
  from=$(mirror)
  root=$(mktemp -d /tmp/fresh-root-XXXXXX)
  trap 'rm -rf --one-file-system "$root" "$root.log"' EXIT
  chmod 755 "$root"
  echo "-- debootstrap $suite"
  debootstrap --variant=minbase --include="$1" "$suite" "$root" ${from:+"$from"} \
    >"$root.log" 2>&1 || fail "debootstrap: $(tail -n 20 "$root.log")"
}

# inside COMMAND...: in the root, with processes of its own that end with the command.
inside() {
  unshare --mount --pid --fork --kill-child --root="$root" --mount-proc \
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@" \
    </dev/null
}

# install_packages DIRECTORY: all that are there.
install_packages() {
  echo '-- install'
  mkdir "$root/packages"
  cp "$1"/*.deb "$root/packages"
  inside sh -c 'apt-get -q -y --no-install-recommends install libvirt-clients /packages/*.deb' \
    >"$root.log" 2>&1 || fail "installing: $(tail -n 30 "$root.log")"
}
