#!/usr/bin/env python3
"""for_umoci.py LAYOUT   make the images of an OCI layout directory readable for umoci 0.4

It reads gzip'd and plain layers only, and takes a PAX global header (git archive writes one) for a
file. So zstd layers become plain tars, and global headers are taken out of the layers that have one.
Configs, manifests and the index are written again with the digests that follow."""
import hashlib, json, os, subprocess, sys, tarfile

ZSTD = 'application/vnd.oci.image.layer.v1.tar+zstd'
GZIP = 'application/vnd.oci.image.layer.v1.tar+gzip'
PLAIN = 'application/vnd.oci.image.layer.v1.tar'
TOOL = {ZSTD: ['zstd', '-dcq'], GZIP: ['gzip', '-dc'], PLAIN: ['cat']}


def global_headers(path):
    """[(from, to)] of the PAX global headers of a tar: where its next entry starts is not where the last ended"""
    gaps, end = [], 0
    with tarfile.open(path, 'r:', errors='surrogateescape') as tar:
        for entry in tar:
            if entry.offset > end:
                gaps.append((end, entry.offset))
            end = tar.offset
    return gaps


def copy(path, gaps, out):
    """copies a file but for the gaps; returns sha256 and length of the copy"""
    h, n, at = hashlib.sha256(), 0, 0
    with open(path, 'rb') as f, open(out, 'wb') as o:
        for start, end in gaps + [(os.path.getsize(path), 0)]:
            while at < start:
                d = f.read(min(1 << 20, start - at))
                o.write(d)
                h.update(d)
                at, n = at + len(d), n + len(d)
            at = f.seek(end)
    return 'sha256:' + h.hexdigest(), n


class Layout:
    def __init__(self, path):
        self.path = path

    def blob(self, digest):
        return os.path.join(self.path, 'blobs', *digest.split(':'))

    def load(self, desc):
        with open(self.blob(desc['digest']), 'rb') as f:
            return json.load(f)

    def store(self, doc, desc):
        data = json.dumps(doc).encode()
        desc.update(digest='sha256:' + hashlib.sha256(data).hexdigest(), size=len(data))
        with open(self.blob(desc['digest']), 'wb') as f:
            f.write(data)

    def layer(self, desc):
        """the layer's new diffID, or None if it may stay as it is"""
        tar = self.blob(desc['digest']) + '.tar'
        with open(tar, 'wb') as f:
            subprocess.run(TOOL[desc['mediaType']] + [self.blob(desc['digest'])], stdout=f, check=True)
        gaps = global_headers(tar)
        if not gaps and desc['mediaType'] != ZSTD:
            os.remove(tar)
            return None
        digest, size = copy(tar, gaps, tar + '.out')
        os.replace(tar + '.out', self.blob(digest))
        os.remove(tar)
        desc.update(mediaType=PLAIN, digest=digest, size=size)
        return digest

    def image(self, desc):
        doc = self.load(desc)
        for d in doc.get('manifests', []):
            self.image(d)
        if 'layers' in doc:
            config = self.load(doc['config'])
            for i, d in enumerate(doc['layers']):
                config['rootfs']['diff_ids'][i] = self.layer(d) or config['rootfs']['diff_ids'][i]
            self.store(config, doc['config'])
        self.store(doc, desc)

    def index(self):
        path = os.path.join(self.path, 'index.json')
        with open(path, 'rb') as f:
            doc = json.load(f)
        for d in doc['manifests']:
            self.image(d)
        with open(path, 'w') as f:
            json.dump(doc, f)


Layout(sys.argv[1]).index()
