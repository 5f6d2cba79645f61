#!/bin/bash
# big-content.sh [MIB]   an image with one content of MIB MiB, 5120 by default, and a version of it with scattered edits
#
# Makes both, then what must hold: diff in -Xmx512m, apply in -Xmx64m with a peak RSS under 256 MiB, every byte as it
# was, both directions. Then the same from signatures, sign and diff in -Xmx256m; SIGNATURES=only does only that. Needs about five times MIB of disk in TMPDIR; exits with 1 if anything fails.
. "$(dirname "${BASH_SOURCE[0]}")/check/lib.sh"
MIB=${1:-5120}
need zstd jq python3 /usr/bin/time
work_directory
"$SILT" --version > "$W/version"
cat "$W/version"
say "two images with one content of $MIB MiB each"
"$CHECK/make_big.py" "$W" "$MIB"

directions=('old new' 'new old')
[ "${SIGNATURES:-}" != only ] || directions=()
[ ${#directions[@]} = 0 ] || table "one content of $MIB MiB" 'delta, bytes' 'of a pull' 'diff, s' 'diff RSS, MiB' 'apply, s' 'apply RSS, MiB' checks
for direction in "${directions[@]}"; do
  read -r base target <<< "$direction"
  ROW="$base to $target" BAD= columns=()
  say "$ROW"
  if diff_ "$W/$base.oci.tar" "$W/$target.oci.tar" "$W/delta"; then
    delta=$(size "$W/delta") pull=$("$IMGTOOL" pull "$W/$base.oci.tar" "$W/$target.oci.tar")
    [ "$delta" -le $((pull + 4096)) ] || bad not-above-pull "$delta > $pull + 4096"
    columns=("$(number "$delta")" "$(percent "$delta" "$pull")" "$SECONDS_TAKEN" "$(mib "$RSS")")
    if apply_ "$W/$base.oci.tar" "$W/delta" "$W/rebuilt.tar"; then
      columns+=("$SECONDS_TAKEN" "$(mib "$RSS")")
      [ "$RSS" -lt $RSS_LIMIT_KIB ] || bad apply-rss "$RSS KiB"
      ids "$W/$target.oci.tar" > "$W/ids.original"
      expect ids diff "$W/ids.original" <(ids "$W/rebuilt.tar") || true
      "$IMGTOOL" stats "$W/rebuilt.tar" > "$W/stats"
      expect layers jq -e .diff_ok "$W/stats" || true
    else
      bad apply "$(tail -n 5 "$W/timed.log")"
    fi
  else
    bad diff "$(tail -n 5 "$W/timed.log")"
  fi
  while [ ${#columns[@]} -lt 6 ]; do columns+=(-); done
  row "$ROW" "${columns[@]}" "$(result)"
  rm -f "$W/rebuilt.tar"
done

table "signatures, one content of $MIB MiB" 'signature, bytes' 'sign, s' 'sign RSS, MiB' 'delta, bytes' 'of a pull' 'diff, s' \
  'diff RSS, MiB' 'apply, s' 'apply RSS, MiB' checks
for direction in 'old new' 'new old'; do
  read -r base target <<< "$direction"
  ROW="$base to $target" BAD= columns=()
  say "signature: $ROW"
  export SILT_OPTS=-Xmx256m
  if expect sign timed "$SILT" sign "$W/$base.oci.tar" -o "$W/sig" &&
    columns=("$(number "$(size "$W/sig")")" "$SECONDS_TAKEN" "$(mib "$RSS")") &&
    expect diff timed "$SILT" diff "$W/sig" "$W/$target.oci.tar" -o "$W/delta"; then
    delta=$(size "$W/delta")
    columns+=("$(number "$delta")" "$(percent "$delta" "$("$IMGTOOL" pull "$W/$base.oci.tar" "$W/$target.oci.tar")")")
    columns+=("$SECONDS_TAKEN" "$(mib "$RSS")")
    unset SILT_OPTS
    if expect apply apply_ "$W/$base.oci.tar" "$W/delta" "$W/rebuilt.tar"; then
      columns+=("$SECONDS_TAKEN" "$(mib "$RSS")")
      [ "$RSS" -lt $RSS_LIMIT_KIB ] || bad apply-rss "$RSS KiB"
      ids "$W/$target.oci.tar" > "$W/ids.original"
      expect ids diff "$W/ids.original" <(ids "$W/rebuilt.tar") || true
    fi
  fi
  unset SILT_OPTS
  while [ ${#columns[@]} -lt 9 ]; do columns+=(-); done
  row "$ROW" "${columns[@]}" "$(result)"
  rm -f "$W/rebuilt.tar"
done
printf '\n%s failed checks\n' "$FAILURES"
[ "$FAILURES" = 0 ]
