#!/usr/bin/env python3
"""make_big.py DIR MIB [one]   write oci-archives DIR/old.oci.tar and DIR/new.oci.tar with one file of MIB MiB

The file is pseudo-random but for one block in sixteen; the new one has an edit in one block of four: bytes
replaced, put in or taken out; with `one` a single byte in the middle differs. The old layer is stored with zstd, the new one as it is. The output is the same
at every run."""
import hashlib, io, json, os, random, subprocess, sys, tarfile

BLOCK = 1 << 20
ONE = sys.argv[3:] == ['one']
TYPE = 'application/vnd.oci.image.layer.v1.tar'


def edit(number):
    """(kind, position, bytes) of the edit of a block of the new file, or None"""
    r = random.Random(number * 2 + 1)
    if ONE:
        return ('replace', BLOCK // 2, b'\x01') if number == int(sys.argv[2]) // 2 else None
    if number % 4 != 1:
        return None
    return r.choice(('replace', 'insert', 'delete')), r.randrange(BLOCK - 128), r.randbytes(r.randint(1, 100))


def block(number, new):
    r = random.Random(number * 2)
    b = r.randbytes(BLOCK) if number % 16 else ((b'%d: ' % number + r.randbytes(40).hex().encode() + b'\n') * (BLOCK // 64))[:BLOCK]
    change = edit(number) if new else None
    if change is None:
        return b
    kind, at, data = change
    return b[:at] + (b'' if kind == 'delete' else data) + b[at + (0 if kind == 'insert' else len(data)):]


class Content(io.RawIOBase):
    """the file's bytes, made as they are read"""
    def __init__(self, count, new):
        self.blocks = (block(i, new) for i in range(count))
        self.rest = memoryview(b'')

    def readable(self):
        return True

    def readinto(self, b):
        if not self.rest:
            self.rest = memoryview(next(self.blocks, b''))
        n = min(len(b), len(self.rest))
        b[:n], self.rest = self.rest[:n], self.rest[n:]
        return n


def length(count, new):
    total = count * BLOCK
    for kind, _, data in filter(None, map(edit, range(count if new else 0))):
        total += {'replace': 0, 'insert': 1, 'delete': -1}[kind] * len(data)
    return total


class Hashing:
    def __init__(self, path):
        self.f, self.h = open(path, 'wb'), hashlib.sha256()

    def write(self, b):
        self.h.update(b)
        return self.f.write(b)


def digest(path):
    h = hashlib.sha256()
    with open(path, 'rb') as f:
        while d := f.read(BLOCK):
            h.update(d)
    return h.hexdigest()


def image(directory, side, count):
    new = side == 'new'
    layer = os.path.join(directory, side + '.layer')
    out = Hashing(layer)
    with tarfile.open(fileobj=out, mode='w|', bufsize=BLOCK) as tar:
        info = tarfile.TarInfo('srv/model.bin')
        info.size, info.mtime = length(count, new), 1700000000 + new
        tar.addfile(info, io.BufferedReader(Content(count, new), BLOCK))
    out.f.close()
    diff_id, media_type = out.h.hexdigest(), TYPE
    if not new:
        subprocess.run(['zstd', '-1', '-q', '--rm', '-f', layer, '-o', layer + '.zst'], check=True)
        layer, media_type = layer + '.zst', TYPE + '+zstd'
    with tarfile.open(os.path.join(directory, side + '.oci.tar'), 'w') as tar:
        def put(name, data):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))

        def blob(media_type, doc):
            data = json.dumps(doc).encode()
            name = hashlib.sha256(data).hexdigest()
            put('blobs/sha256/' + name, data)
            return dict(mediaType=media_type, digest='sha256:' + name, size=len(data))

        put('oci-layout', b'{"imageLayoutVersion":"1.0.0"}')
        name = digest(layer)
        tar.add(layer, 'blobs/sha256/' + name)
        config = blob('application/vnd.oci.image.config.v1+json', dict(
            architecture='amd64', os='linux', rootfs=dict(type='layers', diff_ids=['sha256:' + diff_id])))
        manifest = dict(schemaVersion=2, mediaType='application/vnd.oci.image.manifest.v1+json', config=config,
                        layers=[dict(mediaType=media_type, digest='sha256:' + name, size=os.path.getsize(layer))])
        put('index.json', json.dumps(dict(schemaVersion=2, manifests=[blob(manifest['mediaType'], manifest)])).encode())
    os.remove(layer)


for s in 'old', 'new':
    image(sys.argv[1], s, int(sys.argv[2]))
