#!/bin/bash
# Do two builds of a testbed make the same runs? Compares the hashes of the first runs of every
# scenario.
#
#   proptests/replay/same_hash.sh PROGRAM OTHER [--runs N] [--seed X] [--shuffled] [SCENARIO...]
#
#   --runs N     runs of each scenario (default 200)
#   --seed X     their seed (default 1)
#   --shuffled   OTHER runs with other addresses (without their randomisation where the system lets
#                it, a larger environment, another heap) and other garbage in fresh memory
#
# Prints a line for each scenario. Exit status: 0 all the same, 1 a difference (the first run of each
# scenario that differs is named), 2 wrong usage.
set -euo pipefail

usage() {
  sed -n '2,13s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
}

fail() {
  usage >&2
  echo "same_hash.sh: $*" >&2
  exit 2
}

runs=200
seed=1
shuffled=no
words=()
while [[ $# -gt 0 ]]; do
  case "$1" in
    --runs | --seed) [[ $# -ge 2 ]] || fail "$1 needs a value" ;;&
    --runs) runs=$2; shift 2 ;;
    --seed) seed=$2; shift 2 ;;
    --shuffled) shuffled=yes; shift ;;
    --help) usage; exit 0 ;;
    -*) fail "unknown option $1; allowed: --runs, --seed, --shuffled" ;;
    *) words+=("$1"); shift ;;
  esac
done
[[ ${#words[@]} -ge 2 ]] || fail "name two programs"
for program in "${words[@]:0:2}"; do
  [[ -x $program ]] || fail "$program is no program"
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Another layout of memory: no cache of small blocks, garbage, and everything on the stack lower.
otherwise_laid_out() {
  local fixed=()
  if setarch -R true 2>/dev/null; then fixed=(setarch -R); fi
  GLIBC_TUNABLES=glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0 MALLOC_PERTURB_=165 \
    INTERLEAVE_PADDING=$(printf '%65536s' '') ${fixed[@]+"${fixed[@]}"} "$@"
}

# A broken rule (exit status 1) is part of what is compared, not an error of this script.
print_hashes() {
  local status=0 as=()
  if [[ $2 == second && $shuffled == yes ]]; then as=(otherwise_laid_out); fi
  ${as[@]+"${as[@]}"} "$1" explore --hashes "$runs" --seed "$seed" --out "$work/found-$2" "${words[@]:2}" \
    >"$work/$2" 2>"$work/errors-$2" || status=$?
  if [[ $status -gt 1 ]]; then
    cat "$work/errors-$2" >&2
    echo "same_hash.sh: $1 has ended with status $status" >&2
    exit 2
  fi
  grep -E '^[^ ]+ [0-9]+ 0x[0-9a-f]{16}$' "$work/$2" >"$work/hashes-$2" || true
}

print_hashes "${words[0]}" first
print_hashes "${words[1]}" second

awk '
  FNR == 1 { file++ }
  file == 1 { if (!($1 in count)) names[++n] = $1; hash[$1, $2] = $3; count[$1]++; next }
  { other[$1]++; if (hash[$1, $2] != $3 && !($1 in differs)) differs[$1] = $2 }
  END {
    bad = n == 0
    if (bad) print "no hashes"
    for (i = 1; i <= n; i++) {
      name = names[i]
      if (name in differs || other[name] != count[name]) {
        bad = 1
        printf "%-20s DIFFERS from run %s\n", name, (name in differs) ? differs[name] : "none: other runs"
      } else {
        printf "%-20s %d runs, the same\n", name, count[name]
      }
    }
    for (name in other) if (!(name in count)) { bad = 1; print name " is in one of them alone" }
    exit bad
  }' "$work/hashes-first" "$work/hashes-second"
