# Point 2 at length: every ordered pair of images of the corpus (sourced by check-corpus.sh).

all_pairs() { # PAIR..
  local pair side image id base target pull images=() seen=' '
  for pair in "$@"; do
    for side in old new; do
      image=$CORPUS/$pair/$side.oci.tar
      id=$("$IMGTOOL" ids "$image" linux/amd64 | jq -r .id)
      # relayer's old image is node-app's new one
      [[ $seen == *" $id "* ]] || images+=("$pair/$side")
      seen+="$id "
    done
  done
  table base target 'pull, bytes' 'delta, bytes' 'of a pull' 'diff, s' 'diff RSS, MiB' checks
  for base in "${images[@]}"; do
    for target in "${images[@]}"; do
      [ "$base" != "$target" ] || continue
      ROW="$base to $target" BAD=
      say "$ROW"
      pull=$("$IMGTOOL" pull "$CORPUS/$base.oci.tar" "$CORPUS/$target.oci.tar" linux/amd64)
      if diff_ "$CORPUS/$base.oci.tar" "$CORPUS/$target.oci.tar" "$W/delta" --platform linux/amd64 ${PRESET:+--preset "$PRESET"}; then
        [ "$(size "$W/delta")" -le $((pull + 4096)) ] || bad not-above-pull "$(size "$W/delta") > $pull + 4096"
      else
        bad diff "$(tail -n 5 "$W/timed.log")"
        : > "$W/delta"
      fi
      row "$base" "$target" "$(number "$pull")" "$(number "$(size "$W/delta")")" "$(percent "$(size "$W/delta")" "$pull")" \
        "$SECONDS_TAKEN" "$(mib "$RSS")" "$(result)"
    done
  done
}
