# What the scripts share. Sourced, with `top` set to the checkout's directory.

# build_preset PRESET LOG [TARGET...]
# Configures and builds, all targets if none is named; what is printed goes to LOG. Uses ccache where
# it is there, so that checkouts of one machine share what they compile. The caller's directory stays.
build_preset() (
  local preset=$1 log=$2 launcher=()
  shift 2
  mkdir -p "$(dirname "$log")"
  if command -v ccache >/dev/null; then
    launcher=(-D CMAKE_CXX_COMPILER_LAUNCHER=ccache)
    export CCACHE_BASEDIR=$top CCACHE_NOHASHDIR=1
  fi
  {
    cd "$top" && cmake --preset "$preset" ${launcher[@]+"${launcher[@]}"} &&
      cmake --build --preset "$preset" --parallel "$(nproc)" ${@:+--target "$@"}
  } >"$log" 2>&1
)

# build_or_fail PRESET LOG [TARGET...]: the same; ends the script, with LOG's end, when it fails.
build_or_fail() {
  if ! build_preset "$@"; then
    tail -n 40 "$2" >&2
    fail "the build has failed: $2"
  fi
}
