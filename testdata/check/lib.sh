# What check-corpus.sh and big-content.sh are made of (sourced, not run).
set -euo pipefail
CHECK=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
TESTDATA=$(dirname "$CHECK")
SILT=${SILT:-$TESTDATA/../bin/silt}
IMGTOOL=$TESTDATA/corpus/imgtool.py
ORACLE=$TESTDATA/oracle
DIFF_HEAP=-Xmx512m APPLY_HEAP=-Xmx64m RSS_LIMIT_KIB=$((256 * 1024))
FAILURES=0

need() { # PROGRAM..
  local p missing=()
  for p in "$@"; do [ -x "$p" ] || command -v "$p" > /dev/null || missing+=("$p"); done
  [ ${#missing[@]} = 0 ] || { echo "$0: needs ${missing[*]}" >&2; exit 2; }
}

work_directory() { # makes $W; TMPDIR says where, KEEP=1 keeps it
  W=$(mktemp -d)
  [ "${KEEP:-}" = 1 ] || trap 'rm -rf "$W"' EXIT
}

say() { printf '### %s %s\n' "$(date +%H:%M:%S)" "$*" >&2; }

# A row's checks: what failed is gathered in BAD and said at once.
BAD=
bad() { # WHAT [DETAIL]
  BAD+=" $1"
  FAILURES=$((FAILURES + 1))
  echo "FAIL $ROW: $1${2:+: $2}" >&2
}
result() { if [ -z "$BAD" ]; then echo ok; else echo "FAILED:$BAD"; fi; }

# expect WHAT COMMAND..   the command must succeed
expect() {
  local what=$1
  shift
  "$@" > "$W/expect.log" 2>&1 || { bad "$what" "$(tail -n 8 "$W/expect.log")"; return 1; }
}

# timed COMMAND..   sets SECONDS_TAKEN and RSS (KiB); output to $W/timed.log
timed() {
  local status=0
  /usr/bin/time -f '%e %M' -o "$W/time" "$@" > "$W/timed.log" 2>&1 || status=$?
  read -r SECONDS_TAKEN RSS < <(tail -n 1 "$W/time")
  return $status
}

diff_() { # BASE TARGET DELTA [OPTION..]
  local base=$1 target=$2 delta=$3
  shift 3
  rm -f "$delta"
  SILT_OPTS="$DIFF_HEAP ${SILT_OPTS:-}" timed "$SILT" diff "$base" "$target" -o "$delta" "$@"
}

apply_() { # BASE DELTA TARGET [OPTION..]
  local base=$1 delta=$2 target=$3
  shift 3
  rm -rf "$target"
  SILT_OPTS="$APPLY_HEAP ${SILT_OPTS:-}" timed "$SILT" apply "$base" "$delta" -o "$target" "$@"
}

# ids ARCHIVE [PLATFORM]   config digest and diffIDs, one a line
ids() { "$IMGTOOL" ids "$@" | jq -r '.id, .diff_ids[]'; }
config_size() { "$IMGTOOL" ids "$@" | jq .config_size; }
size() { stat -c %s "$1"; }
mib() { awk -v k="$1" 'BEGIN { printf "%.0f", k / 1024 }'; }
percent() { awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.2f %%", 100 * a / b; else print "-" }'; }
number() { echo "$1" | sed -E ':a; s/([0-9])([0-9]{3})($|,)/\1,\2\3/; ta'; }
below() { awk -v a="$1" -v b="$2" 'BEGIN { exit !(a < b) }'; }

table() { # COLUMN..   a Markdown table's head
  local c line='|' rule='|'
  for c in "$@"; do line+=" $c |" rule+=' --- |'; done
  printf '\n%s\n%s\n' "$line" "$rule"
}
row() { local c line='|'; for c in "$@"; do line+=" $c |"; done; echo "$line"; }
