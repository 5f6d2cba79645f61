# Root file systems, updated in place (sourced by check-corpus.sh).
#
# The base as umoci unpacks it becomes the target, in -Xmx64m; the result is compared with the target image as Python flattens
# it and as umoci unpacks it. Beside it rsync -a --checksum, from the unpacked target to another copy of the base.

in_place() { # PAIR..
  local pair direction
  need rsync getfattr setfattr
  table 'in place' 'delta for rootfs, bytes' 'of the one for images' 'both, % more' 'paths placed' 'contents, bytes' 'written' 'of it work' 'space' \
    'apply, s' 'rsync, s' 'of rsync' 'cold: apply, s' 'rsync, s' 'of rsync' 'commit, s' 'RSS, MiB' checks
  for pair in "$@"; do
    for direction in forth back; do in_place_row "$pair" "$direction"; done
  done
}

# space DIRECTORY   bytes allocated, a hard link once
space() { du -s --block-size=1 "$1" | cut -f 1; }
inodes() { (cd "$1" && find . -path ./.silt-update -prune -o -type f -printf '%i %P\n' | sort); }

in_place_row() { # PAIR DIRECTION
  local pair=$1 direction=$2 base target platform= root before after contents written work peak most columns=()
  ROW="$pair $direction" BAD=
  say "in place: $ROW"
  base=$CORPUS/$pair/old.oci.tar target=$CORPUS/$pair/new.oci.tar
  [ "$direction" = forth ] || { base=$CORPUS/$pair/new.oci.tar target=$CORPUS/$pair/old.oci.tar; }
  [ "$pair" != edge ] || platform=linux/amd64
  root=$W/base/rootfs
  expect unpack "$ORACLE/unpack.sh" "$base" "$platform" "$W/base" || true
  expect unpack-target "$ORACLE/unpack.sh" "$target" "$platform" "$W/target" || true
  cp -a "$W/base/rootfs" "$W/kept"
  local options=(${platform:+--platform "$platform"})
  for part in image rootfs both; do expect "diff-$part" diff_ "$base" "$target" "$W/delta.$part" --for $part ${PRESET:+--preset "$PRESET"} "${options[@]}" || true; done
  local image rootfs both
  image=$(size "$W/delta.image") rootfs=$(size "$W/delta.rootfs") both=$(size "$W/delta.both")
  columns=("$(number "$rootfs")" "$(percent "$rootfs" "$image")" "$(percent $((both - image)) "$image")")
  inodes "$root" > "$W/inodes.before"
  "$ORACLE/unpacked.py" "$root" > "$W/base.lines"
  before=$(space "$root")
  if expect stage silt_in_place "$root" "$W/delta.both" --stage; then
    local stage_seconds=$SECONDS_TAKEN stage_rss=$RSS placed
    placed=$(sed -n 's/^prepared: \([0-9,]*\) paths.*/\1/p' "$W/timed.log")
    after=$(space "$root")
    # what is linked from the tree was not written
    contents=$(find "$root/.silt-update/new" -type f -printf '%i %s\n' | sort -u |
      awk 'NR == FNR { known[$1]; next } !($1 in known) { s += $2 } END { print s + 0 }' "$W/inodes.before" -)
    peak=$((after - before))
    # whole blocks and directories are more than bytes
    most=$((contents + 1024 * 1024 + 4096 * $(find "$root/.silt-update/new" | wc -l)))
    [ "$peak" -le "$most" ] || bad space "$peak > $most"
    expect commit env SILT_OPTS="$APPLY_HEAP" /usr/bin/time -f '%e %M' -o "$W/time" "$SILT" commit "$root" || true
    read -r SECONDS_TAKEN RSS < <(tail -n 1 "$W/time")
    local commit_seconds=$SECONDS_TAKEN
    [ "$stage_rss" -lt $RSS_LIMIT_KIB ] || bad rss "$stage_rss KiB"
    in_place_compare "$target" "$platform" "$root"
    in_place_inodes "$root"
    # in one step: what the process wrote as the system counts it, then how long it takes
    rm -rf "$W/once"
    cp -a "$W/kept" "$W/once"
    work=$(in_place_work "$W/once" "$W/delta.rootfs")
    in_place_written "$W/once" "$W/delta.rootfs"
    rm -rf "$W/once"
    [ "$WRITTEN" -le $((contents * 11 / 10 + 1024 * 1024)) ] || bad written "$WRITTEN > 1.1 x $contents; work files at most $work"
    columns+=("${placed:-0}" "$(number "$contents")" "$(number "$WRITTEN")" "<= $(number "$work")" "$(number "$peak")")
    in_place_race "$W/delta.rootfs"
    awk -v a="$APPLY_SECONDS" -v b="$RSYNC_SECONDS" 'BEGIN { exit !(a <= 1.5 * b + 1.5) }' || bad slow "$APPLY_SECONDS s, rsync $RSYNC_SECONDS s"
    in_place_race "$W/delta.rootfs" cold
    columns+=("$commit_seconds" "$(mib "$stage_rss")")
  fi
  while [ ${#columns[@]} -lt 16 ]; do columns+=(-); done
  row "$ROW" "${columns[@]}" "$(result)"
  rm -rf "$W/base" "$W/target" "$W/kept" "$W/once"
}

# in_place_race DELTA [cold]   both on copies of the base, one after another; cold: of what they read nothing is in memory, as
# some time after boot. Adds three columns, sets APPLY_SECONDS and RSYNC_SECONDS.
in_place_race() {
  local delta=$1 cold=${2:-} drop=/proc/sys/vm/drop_caches name
  if [ -n "$cold" ] && [ ! -w $drop ]; then
    columns+=(- - -)
    return
  fi
  for name in once raced; do
    rm -rf "${W:?}/$name"
    cp -a "$W/kept" "$W/$name"
  done
  sync
  [ -z "$cold" ] || echo 3 > $drop
  expect "once${cold:+-$cold}" silt_in_place "$W/once" "$delta" || true
  APPLY_SECONDS=$SECONDS_TAKEN
  sync
  [ -z "$cold" ] || echo 3 > $drop
  timed rsync -aHAX --checksum --delete "$W/target/rootfs/" "$W/raced/" || bad "rsync${cold:+-$cold}"
  RSYNC_SECONDS=$SECONDS_TAKEN
  columns+=("$APPLY_SECONDS" "$RSYNC_SECONDS" "$(awk -v a="$APPLY_SECONDS" -v b="$RSYNC_SECONDS" 'BEGIN { printf "%.2f x", a / b }')")
  rm -rf "$W/once" "$W/raced"
}

silt_in_place() { # ROOT DELTA [OPTION..]
  SILT_OPTS="$APPLY_HEAP ${SILT_OPTS:-}" timed "$SILT" apply "$1" "$2" --in-place "${@:3}"
}

# in_place_work ROOT DELTA   bytes of work files, which are not in the tree, at most
in_place_work() {
  local room
  room=$("$SILT" apply "$1" "$2" --in-place --check | sed -n 's/^work room \([0-9.]*\) \([KMG]i\)\{0,1\}B needed.*/\1\2/p')
  # one decimal of a KiB or more
  [ -z "$room" ] && echo 0 || numfmt --from=auto "$room" | awk '{ print int($1 * 1.01) }'
}

# in_place_written ROOT DELTA   sets WRITTEN: bytes of write calls, by the kernel's count
in_place_written() {
  local jar
  jar=$(dirname "$SILT")/../cli/target/silt.jar
  java $APPLY_HEAP -XX:+UseSerialGC -XX:-UsePerfData -jar "$jar" apply "$1" "$2" --in-place > "$W/written.log" 2>&1 &
  local pid=$! line last=0
  while kill -0 $pid 2> "$W/null"; do
    line=$(sed -n 's/^wchar: //p' /proc/$pid/io 2> "$W/null") || true
    [ -z "$line" ] || last=$line
    sleep 0.02
  done
  wait $pid || bad in-one-step "$(tail -n 3 "$W/written.log")"
  WRITTEN=$last
}

in_place_compare() { # TARGET PLATFORM ROOT
  "$ORACLE/flatten.py" "$1" ${2:+--platform "$2"} > "$W/flat"
  "$ORACLE/unpacked.py" "$3" > "$W/got"
  "$ORACLE/unpacked.py" "$W/target/rootfs" > "$W/want"
  expect tree "$ORACLE/same_tree.py" --umoci "$W/flat" "$W/got" || true
  # umoci itself: but for times of directories that it leaves as they come
  expect umoci diff <(grep -v '"type": "d"' "$W/want") <(grep -v '"type": "d"' "$W/got") || true
}

# A file with another inode must have another content; files with hard links aside.
in_place_inodes() { # ROOT
  inodes "$1" > "$W/inodes.after"
  expect inodes python3 - "$W" << 'EOF'
import json, sys

w = sys.argv[1]


def numbers(name):
    with open(f'{w}/{name}', encoding='latin-1') as f:
        return {p: n for n, _, p in (line.rstrip('\n').partition(' ') for line in f)}


def tree(name):
    with open(f'{w}/{name}') as f:
        return {o['path']: o for o in map(json.loads, f)}


before, after, base, got = numbers('inodes.before'), numbers('inodes.after'), tree('base.lines'), tree('got')
moved = [p for p in after if p in before and p in base and p in got and before[p] != after[p]]
bad = [p for p in moved if base[p].get('sha256') == got[p].get('sha256') and 'hard' not in base[p] and 'hard' not in got[p]]
print(len(moved), bad[:5])
sys.exit(1 if bad else 0)
EOF
}
