# Point 6: reading speed, against gzip and sha256sum, side by side (sourced by check-corpus.sh).

ROUNDS=${ROUNDS:-5}

baseline() { # BLOB..   one after the other
  local b
  for b in "$@"; do gzip -dc "$b" | sha256sum; done
}

fastest() { # CORES COMMAND..   keeps the least of the rounds' seconds, in FASTEST
  taskset -c "$1" /usr/bin/time -f %e -o "$W/time" "${@:2}" > /dev/null 2> "$W/timed.log" || { bad "${*:2:2}" "$(tail -n 3 "$W/timed.log")"; return; }
  local t
  t=$(tail -n 1 "$W/time")
  if [ -z "$FASTEST" ] || below "$t" "$FASTEST"; then FASTEST=$t; fi
}

speed() { # PAIR..
  local pair image blobs layer i best_gzip best_one best_two
  export -f baseline
  table "reading, least of $ROUNDS" 'gzip -dc + sha256sum, s' 'silt ls, one core, s' 'of that' 'two cores, s' checks
  for pair in "$@"; do
    [ "$pair" != edge ] || continue
    ROW="$pair/new" BAD= best_gzip= best_one= best_two= blobs=() i=0
    say "reading: $pair"
    image=$CORPUS/$pair/new.oci.tar
    # the layers as files, so that nobody has to take them out of the archive while the clock runs
    for layer in $("$IMGTOOL" ids "$image" | jq -r '.blobs[].digest'); do
      tar -xOf "$image" "blobs/${layer/://}" > "$W/layer$i"
      blobs+=("$W/layer$i")
      i=$((i + 1))
    done
    for ((i = 0; i < ROUNDS; i++)); do
      FASTEST=$best_gzip; fastest 0 bash -c 'baseline "$@"' baseline "${blobs[@]}"; best_gzip=$FASTEST
      FASTEST=$best_one; fastest 0 "$SILT" ls "$image" --threads 1 --quiet; best_one=$FASTEST
      FASTEST=$best_two; fastest 0,1 "$SILT" ls "$image" --threads 2 --quiet; best_two=$FASTEST
    done
    rm -f "${blobs[@]}"
    if [ -z "$BAD" ]; then
      below "$best_one" "$(awk -v s="$best_gzip" 'BEGIN { print s * 1.3 }')" || bad above-1.3 "$best_one s against $best_gzip s"
      below "$best_two" "$best_one" || bad two-not-faster "$best_two s against $best_one s"
    fi
    row "$pair/new" "${best_gzip:--}" "${best_one:--}" "$(awk -v a="${best_one:-0}" -v b="${best_gzip:-1}" 'BEGIN { printf "%.2f x", a / b }')" \
      "${best_two:--}" "$(result)"
  done
}
