# Signatures: how large, and deltas made from them beside rdiff's (sourced by check-corpus.sh).
#
# rdiff gets the plain tar of all layers; its deltas are compressed as Silt's literals are, zstd -15 with a long window.

SIGN_HEAP=-Xmx256m BLOCK_LENGTH=${BLOCK_LENGTH:-4096}

sign_() { # IMAGE SIGNATURE [OPTION..]
  SILT_OPTS="$SIGN_HEAP ${SILT_OPTS:-}" timed "$SILT" sign "$1" -o "$2" "${@:3}"
}

signatures() { # PAIR..
  local pair base target options plain s ours theirs seconds rss
  need rdiff
  table "signatures; blocks of $BLOCK_LENGTH" 'signature, bytes' 'of the layers' 'sign, s' 'sign RSS, MiB' \
    'delta, bytes' 'diff, s' 'diff RSS, MiB' 'rdiff, bytes' 'rdiff, s' 'of rdiff' checks
  for pair in "$@"; do
    ROW=$pair BAD= options=()
    say "signatures: $pair"
    base=$CORPUS/$pair/old.oci.tar target=$CORPUS/$pair/new.oci.tar
    [ "$pair" != edge ] || options=(--platform linux/amd64)
    "$IMGTOOL" tar "$base" ${options[1]:-} > "$W/old.tar"
    "$IMGTOOL" tar "$target" ${options[1]:-} > "$W/new.tar"
    plain=$(size "$W/old.tar")
    expect sign sign_ "$base" "$W/sig" "${options[@]}" || { row "$pair" - - - - - - - - - - "$(result)"; continue; }
    s=$(size "$W/sig") seconds=$SECONDS_TAKEN rss=$RSS
    [ $((s * 100)) -lt "$plain" ] || bad above-1-percent "$s of $plain"
    expect sign-blocks sign_ "$base" "$W/sig.blocks" --block-length "$BLOCK_LENGTH" "${options[@]}" || true
    SILT_OPTS="$SIGN_HEAP ${SILT_OPTS:-}" expect diff timed "$SILT" diff "$W/sig.blocks" "$target" -o "$W/delta" "${options[@]}" || true
    ours=$(size "$W/delta") diff_seconds=$SECONDS_TAKEN diff_rss=$RSS
    if expect apply apply_ "$base" "$W/delta" "$W/rebuilt.tar"; then
      ids "$target" ${options[1]:-} > "$W/ids.original"
      expect ids diff "$W/ids.original" <(ids "$W/rebuilt.tar") || true
    fi
    rdiff -b "$BLOCK_LENGTH" signature "$W/old.tar" "$W/rdiff.sig" -f
    expect rdiff timed rdiff delta "$W/rdiff.sig" "$W/new.tar" "$W/rdiff.delta" -f || true
    theirs=$(zstd -15 --long=27 -T2 -q -c "$W/rdiff.delta" | wc -c)
    awk -v a="$ours" -v b="$theirs" 'BEGIN { exit !(a <= 1.05 * b) }' || bad above-rdiff "$ours > 1.05 x $theirs"
    row "$pair" "$(number "$s")" "$(percent "$s" "$plain")" "$seconds" "$(mib "$rss")" "$(number "$ours")" "$diff_seconds" \
      "$(mib "$diff_rss")" "$(number "$theirs")" "$SECONDS_TAKEN" "$(awk -v a="$ours" -v b="$theirs" 'BEGIN { printf "%.2f x", a / b }')" "$(result)"
    rm -f "$W/old.tar" "$W/new.tar" "$W/rdiff.delta"
  done
}

# root_file_systems PAIR..   the base as an extracted tree: signed, and a delta from that applied to it
root_file_systems() {
  local pair base target platform root signature sign_seconds sign_rss delta columns
  table 'root file systems' 'signature, bytes' 'sign, s' 'sign RSS, MiB' 'delta, bytes' 'of a pull' 'apply, s' 'apply RSS, MiB' checks
  for pair in "$@"; do
    ROW=$pair BAD= platform= columns=()
    say "root file systems: $pair"
    base=$CORPUS/$pair/old.oci.tar target=$CORPUS/$pair/new.oci.tar
    [ "$pair" != edge ] || platform=linux/amd64
    root=$W/bundle/rootfs
    expect unpack "$ORACLE/unpack.sh" "$base" "$platform" "$W/bundle" || true
    if expect sign sign_ "$root" "$W/sig" && columns=("$(number "$(size "$W/sig")")" "$SECONDS_TAKEN" "$(mib "$RSS")") &&
      SILT_OPTS="$SIGN_HEAP ${SILT_OPTS:-}" expect diff "$SILT" diff "$W/sig" "$target" -o "$W/delta" \
        ${platform:+--target-platform "$platform"} &&
      expect apply apply_ "$root" "$W/delta" "$W/rebuilt.tar"; then
      delta=$(size "$W/delta")
      columns+=("$(number "$delta")" "$(percent "$delta" "$("$IMGTOOL" pull "$base" "$target" $platform)")" "$SECONDS_TAKEN" "$(mib "$RSS")")
      [ "$RSS" -lt $RSS_LIMIT_KIB ] || bad apply-rss "$RSS KiB"
      ids "$target" $platform > "$W/ids.original"
      expect ids diff "$W/ids.original" <(ids "$W/rebuilt.tar") || true
      expect skopeo skopeo inspect "oci-archive:$W/rebuilt.tar" || true
      expect specification diff <("$SILT" inspect --json "$W/delta" | jq -r .baseId) <("$ORACLE/rootfs_id.py" "$root") || true
      expect verify "$SILT" verify "$root" "$W/delta" || true
      chmod o-x "$root"
      expect modified sh -c "'$SILT' verify '$root' '$W/delta'; [ \$? = 3 ]" || true
    fi
    while [ ${#columns[@]} -lt 7 ]; do columns+=(-); done
    row "$pair" "${columns[@]}" "$(result)"
    rm -rf "$W/bundle" "$W/rebuilt.tar"
  done
}
