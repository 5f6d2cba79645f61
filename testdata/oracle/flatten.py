#!/usr/bin/env python3
"""flatten.py ARCHIVE [--platform os/arch[/variant]]   the files a container would see

Applies an image's layers in order, with Python's tarfile and the zstd program only, and prints one
JSON object a line for each path, in byte order of the paths' components; lines.py says what is in it.

Rules, as container runtimes apply them:
* The whiteouts and opaque markers of a layer act on the layers below it, wherever they stand in its tar.
  Other names that start with .wh..wh. are no files.
* A directory over a directory replaces its attributes; any other entry replaces what was there, and
  what was below it. The last of several entries counts.
* A hard link is another name of what its target names at that moment; its own header's mode, owner and
  time mean nothing.
* Symbolic links among a path's parents are followed inside the root.
* Parents without an entry are directories 0755 root:root at time 0, marked "implied".
* PAX global records have no effect."""
import argparse, hashlib, os, sys, tarfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'corpus'))
import imgtool
import lines

XATTR = 'SCHILY.xattr.'
TYPES = {tarfile.CHRTYPE: 'c', tarfile.BLKTYPE: 'b', tarfile.FIFOTYPE: 'p', tarfile.SYMTYPE: 'l', tarfile.DIRTYPE: 'd'}


class Entry(tarfile.TarInfo):
    """a tar entry on which global records have no effect"""
    def _proc_pax(self, tar):
        if self.type != tarfile.XGLTYPE:
            return super()._proc_pax(tar)
        tar.fileobj.read(self._block(self.size))
        return self.fromtarfile(tar)


class Node:
    """an inode; directories have children by name (bytes)"""
    def __init__(self, type, implied=False, **fields):
        self.type, self.implied = type, implied
        self.fields = fields or dict(mode=0o755, uid=0, gid=0, seconds=0, nanos=0, size=0, xattrs={})
        self.children = {} if type == 'd' else None


def encode(text):
    return text.encode('utf-8', 'surrogateescape')


def split(path):
    """a path's components, '..' taken off inside the root"""
    out = []
    for part in path.split(b'/'):
        if part == b'..':
            if not out:
                raise SystemExit(f'path leaves the root: {path!r}')
            out.pop()
        elif part not in (b'', b'.'):
            out.append(part)
    return out


class Tree:
    def __init__(self):
        self.root = Node('d', implied=True)

    def directory(self, parts, make=False):
        """the directory a path names, links followed inside the root; None if it is not there and not to be made"""
        trail, todo, hops = [self.root], list(parts), 0
        while todo:
            part = todo.pop(0)
            if part == b'..':
                trail = trail[:-1] or [self.root]
                continue
            if part in (b'', b'.'):
                continue
            child = trail[-1].children.get(part)
            if child is not None and child.type == 'l':
                hops += 1
                if hops > 255:
                    raise SystemExit(f'too many symbolic links: {b"/".join(parts)!r}')
                if child.fields['link'].startswith(b'/'):
                    trail = [self.root]
                todo = child.fields['link'].split(b'/') + todo
                continue
            if child is None or child.type != 'd':
                if not make:
                    return None
                child = trail[-1].children[part] = Node('d', implied=True)
            trail.append(child)
        return trail[-1]

    def whiteout(self, parts):
        where = self.directory(parts[:-1])
        if where is None:
            return
        if parts[-1] == b'.wh..wh..opq':
            where.children.clear()
        elif not parts[-1].startswith(b'.wh..wh.'):
            where.children.pop(parts[-1][4:], None)

    def add(self, parts, node):
        if not parts:
            node.children, self.root = self.root.children, node
            return
        where = self.directory(parts[:-1], make=True)
        old = where.children.get(parts[-1])
        if old is not None and old.type == 'd' and node.type == 'd':
            node.children = old.children
        where.children[parts[-1]] = node

    def find(self, parts):
        where = self.directory(parts[:-1])
        return where and (where.children.get(parts[-1]) if parts else where)


def mtime(entry):
    """(seconds, nanoseconds) of an entry, exactly: tarfile's own number is a float"""
    text = entry.pax_headers.get('mtime')
    if not text:
        return int(entry.mtime), 0
    whole, _, digits = text.partition('.')
    nanos = int((digits + '0' * 9)[:9])
    seconds = int(whole or '0')
    if whole.startswith('-') and nanos:
        return seconds - 1, 10 ** 9 - nanos
    return seconds, nanos


def node(tar, entry):
    seconds, nanos = mtime(entry)
    fields = dict(mode=entry.mode & 0o7777, uid=entry.uid, gid=entry.gid, seconds=seconds, nanos=nanos, size=0,
                  xattrs={encode(k[len(XATTR):]): encode(v) for k, v in entry.pax_headers.items() if k.startswith(XATTR)})
    type = '-' if entry.isreg() else TYPES.get(entry.type)
    if type is None:
        raise SystemExit(f'{entry.name}: entry type {entry.type!r}')
    if type in 'cb':
        fields.update(major=entry.devmajor, minor=entry.devminor)
    elif type == 'l':
        fields.update(link=encode(entry.linkname))
    elif type == '-':
        h = hashlib.sha256()
        with tar.extractfile(entry) as f:
            while d := f.read(1 << 20):
                h.update(d)
        fields.update(size=entry.size, sha256=h.hexdigest())
    return Node(type, **fields)


def read(image, layer):
    """(whiteouts, entries) of a layer: lists of paths, and of (path, node, target of a hard link)"""
    whiteouts, entries = [], []
    with tarfile.open(fileobj=image.open_layer(layer), mode='r|', tarinfo=Entry, encoding='utf-8',
                      errors='surrogateescape', bufsize=1 << 20) as tar:
        for entry in tar:
            tar.members = []
            parts = split(encode(entry.name))
            if parts and parts[-1].startswith(b'.wh.'):
                whiteouts.append(parts)
            elif any(p.startswith(b'.wh..wh.') for p in parts):
                pass
            elif entry.islnk():
                entries.append((parts, None, split(encode(entry.linkname))))
            else:
                entries.append((parts, node(tar, entry), None))
    return whiteouts, entries


def flatten(image):
    tree = Tree()
    for layer in range(len(image.layers)):
        whiteouts, entries = read(image, layer)
        for parts in whiteouts:
            tree.whiteout(parts)
        for parts, new, target in entries:
            if new is None:
                new = tree.find(target)
                if new is None or new.type == 'd':
                    raise SystemExit(f'hard link to what is not there: {b"/".join(parts)!r} -> {b"/".join(target)!r}')
            tree.add(parts, new)
    return tree


def walk(node, parts=()):
    yield b'/'.join(parts), node
    for name in sorted(node.children or {}):
        yield from walk(node.children[name], (*parts, name))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('archive')
    options.add_argument('--platform')
    options = options.parse_args()
    first = {}
    for path, n in walk(flatten(imgtool.Archive(options.archive).select(options.platform)).root):
        hard = first.setdefault(id(n), path)
        print(lines.line(path, n.type, hard=None if hard == path else hard, implied=n.implied, **n.fields))


main()
