#!/usr/bin/env python3
"""Reads oci-archive and docker-archive tars with the standard library (and the zstd program).

imgtool.py dpkg ARCHIVE                     Debian packages and versions in the first image
imgtool.py ids ARCHIVE [PLATFORM]           image ID, diffIDs, layer blobs' digests and sizes, as JSON
imgtool.py pull BASE TARGET [PLATFORM]      bytes of the target's stored layers that the base lacks
imgtool.py tar ARCHIVE [PLATFORM]           all layers, uncompressed, one after the other, to standard output
imgtool.py stats ARCHIVE                    every image: layers, sizes, entries, whether the diffIDs hold"""
import hashlib, io, json, os, subprocess, sys, tarfile, threading, zlib


class Slice(io.RawIOBase):
    def __init__(self, path, off, size):
        self.f = open(path, 'rb'); self.f.seek(off); self.left = size

    def readable(self):
        return True

    def readinto(self, b):
        n = min(len(b), self.left)
        d = self.f.read(n); b[:len(d)] = d; self.left -= len(d)
        return len(d)


class Gunzip(io.RawIOBase):
    """gzip, all members, trailing zero padding ignored"""
    def __init__(self, f):
        self.f, self.d, self.buf = f, zlib.decompressobj(31), b''

    def readable(self):
        return True

    def readinto(self, b):
        while not self.buf:
            data = self.d.unused_data or self.d.unconsumed_tail
            if self.d.eof:
                if not data.strip(b'\0'):
                    data = self.f.read(1 << 18) or b''
                    if not data.strip(b'\0'):
                        return 0
                self.d = zlib.decompressobj(31)
            elif not data:
                data = self.f.read(1 << 18)
                if not data:
                    raise EOFError('truncated gzip')
            self.buf = self.d.decompress(data, 1 << 20)
        n = min(len(b), len(self.buf))
        b[:n] = self.buf[:n]; self.buf = self.buf[n:]
        return n


class Image:
    """one image of an archive; layers are names of members, lowest first"""
    def __init__(self, archive, config, layers, types):
        self.archive, self.layers, self.types = archive, layers, types
        self.id, self.config = 'sha256:' + hashlib.sha256(config).hexdigest(), json.loads(config)
        self.platform = '/'.join(str(self.config[k]) for k in ('os', 'architecture', 'variant') if self.config.get(k))
        self.config_size, self.diff_ids = len(config), self.config['rootfs']['diff_ids']

    def open_layer(self, i):
        return self.archive.open_layer(self.layers[i])

    def blobs(self):
        """(digest of the bytes as stored, their length) of each layer"""
        for l in self.layers:
            h = hashlib.sha256()
            f = self.archive.raw(l)
            while d := f.read(1 << 20):
                h.update(d)
            yield 'sha256:' + h.hexdigest(), self.archive.member(l).size


class Archive:
    def __init__(self, path):
        self.path = path
        self.t = tarfile.open(path, 'r:')
        self.m = {}
        for i in self.t:
            n = os.path.normpath(i.name)
            if i.issym():
                n2 = os.path.normpath(os.path.join(os.path.dirname(n), i.linkname))
                self.m[n] = n2
            else:
                self.m[n] = os.path.normpath(i.linkname) if i.islnk() else i

    def member(self, n):
        i = self.m[n]
        while isinstance(i, str):
            i = self.m[i]
        return i

    def raw(self, n):
        i = self.member(n)
        return io.BufferedReader(Slice(self.path, i.offset_data, i.size), 1 << 18)

    def blob(self, digest):
        return 'blobs/' + digest.replace(':', '/')

    def images(self):
        """the images of the archive, in the order of its index, attestations too"""
        if 'index.json' not in self.m or 'oci-layout' not in self.m:
            return [Image(self, self.raw(e['Config']).read(), e['Layers'], ['docker'] * len(e['Layers']))
                    for e in json.load(self.raw('manifest.json'))]
        out = []

        def walk(desc):
            b = json.load(self.raw(self.blob(desc['digest'])))
            for d in b.get('manifests', []):
                walk(d)
            if 'layers' in b:
                out.append(Image(self, self.raw(self.blob(b['config']['digest'])).read(),
                                 [self.blob(l['digest']) for l in b['layers']], [l['mediaType'] for l in b['layers']]))
        for d in json.load(self.raw('index.json'))['manifests']:
            walk(d)
        return out

    def select(self, platform=None):
        """the image of a platform, os/arch[/variant]; without one the first, whatever it is"""
        images = self.images()
        for i in images:
            if platform is None or platform == i.platform or platform == '/'.join(i.platform.split('/')[:2]):
                return i
        raise SystemExit(f'{self.path}: no image for {platform}, only for ' + ', '.join(i.platform for i in images))

    def open_layer(self, name):
        f = self.raw(name)
        head = f.peek(8)[:8]
        if head[:2] == b'\x1f\x8b':
            return io.BufferedReader(Gunzip(f), 1 << 18)
        if head[:4] in (b'\x28\xb5\x2f\xfd',) or (head[1:4] == b'\x2a\x4d\x18' and head[0] >> 4 == 5):
            p = subprocess.Popen(['zstd', '-dc'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            def feed():
                while d := f.read(1 << 18):
                    p.stdin.write(d)
                p.stdin.close()
            threading.Thread(target=feed, daemon=True).start()
            return p.stdout
        return f


class Hashing(io.RawIOBase):
    def __init__(self, f):
        self.f, self.h, self.n = f, hashlib.sha256(), 0

    def read(self, n=-1):
        d = self.f.read(n); self.h.update(d); self.n += len(d)
        return d


def layer_stats(a, name, mt):
    h = Hashing(a.open_layer(name))
    ent = reg = 0
    if '.tar' not in mt and mt != 'docker':       # an attestation's JSON
        while h.read(1 << 20):
            pass
        return 'sha256:' + h.h.hexdigest(), h.n, 0, 0
    with tarfile.open(fileobj=h, mode='r|', errorlevel=0, encoding='utf-8', errors='surrogateescape', bufsize=1 << 20) as t:
        for i in t:
            ent += 1; reg += i.isreg()
            t.members = []
    while h.read(1 << 20):
        pass
    return 'sha256:' + h.h.hexdigest(), h.n, ent, reg


def dpkg(path):
    image = Archive(path).images()[0]
    status = None
    for l in range(len(image.layers)):
        with tarfile.open(fileobj=image.open_layer(l), mode='r|') as t:
            for i in t:
                if os.path.normpath(i.name).lstrip('/') == 'var/lib/dpkg/status' and i.isreg():
                    status = t.extractfile(i).read().decode('utf-8', 'replace')
                t.members = []
    for para in sorted((status or '').split('\n\n')):
        d = dict(x.split(': ', 1) for x in para.splitlines() if ': ' in x and not x.startswith(' '))
        if d.get('Status', '').endswith(' installed'):
            print(d['Package'], d['Version'])


def ids(path, platform=None):
    image = Archive(path).select(platform)
    print(json.dumps(dict(id=image.id, platform=image.platform, config_size=image.config_size,
                          diff_ids=image.diff_ids, blobs=[dict(digest=d, size=n) for d, n in image.blobs()])))


def pull(base, target, platform=None):
    """what a pull of target downloads where base is: the compressed layers that base has not"""
    have = set(Archive(base).select(platform).diff_ids)
    image = Archive(target).select(platform)
    lack = {d: image.archive.member(l).size for d, l in zip(image.diff_ids, image.layers) if d not in have}
    print(sum(lack.values()))


def tar(path, platform=None):
    """all layers uncompressed: what tools for single files are given"""
    image = Archive(path).select(platform)
    for layer in image.layers:
        f = image.archive.open_layer(layer)
        while b := f.read(1 << 20):
            sys.stdout.buffer.write(b)


def stats(path):
    for image in Archive(path).images():
        rows = [layer_stats(image.archive, l, mt) for l, mt in zip(image.layers, image.types)]
        print(json.dumps(dict(path=path, size=os.path.getsize(path), platform=image.platform, layers=len(image.layers),
                              diff_ids=image.diff_ids, diff_ok=image.diff_ids == [r[0] for r in rows], types=image.types,
                              blob_sizes=[image.archive.member(l).size for l in image.layers],
                              layer_bytes=[r[1] for r in rows], entries=[r[2] for r in rows], files=[r[3] for r in rows])))


if __name__ == '__main__':
    command = {'dpkg': dpkg, 'ids': ids, 'pull': pull, 'tar': tar, 'stats': stats}.get(' '.join(sys.argv[1:2]))
    if command is None or len(sys.argv) < 3:
        raise SystemExit(__doc__)
    command(*sys.argv[2:])
