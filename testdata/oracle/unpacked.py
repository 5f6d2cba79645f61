#!/usr/bin/env python3
"""unpacked.py DIRECTORY   the lines of flatten.py, from a directory tree as lstat shows it

Run as root: owners, devices, security.* and trusted.* attributes are seen by root only. Hard links are
found by inode, so DIRECTORY must hold all names of a file."""
import hashlib, os, stat, sys

import lines

TYPES = {stat.S_IFREG: '-', stat.S_IFDIR: 'd', stat.S_IFLNK: 'l', stat.S_IFCHR: 'c', stat.S_IFBLK: 'b', stat.S_IFIFO: 'p'}


def digest(path):
    h = hashlib.sha256()
    with open(path, 'rb') as f:
        while d := f.read(1 << 20):
            h.update(d)
    return h.hexdigest()


def walk(root, path, first):
    full = os.path.join(root, path) if path else root
    s = os.lstat(full)
    kind = TYPES[stat.S_IFMT(s.st_mode)]
    fields = dict(mode=stat.S_IMODE(s.st_mode), uid=s.st_uid, gid=s.st_gid, size=0,
                  seconds=s.st_mtime_ns // 10 ** 9, nanos=s.st_mtime_ns % 10 ** 9,
                  xattrs={os.fsencode(n): os.getxattr(full, n, follow_symlinks=False)
                          for n in os.listxattr(full, follow_symlinks=False)})
    if kind == '-':
        fields.update(size=s.st_size, sha256=digest(full))
    elif kind == 'l':
        fields.update(link=os.readlink(full))
    elif kind in 'cb':
        fields.update(major=os.major(s.st_rdev), minor=os.minor(s.st_rdev))
    hard = path if kind == 'd' else first.setdefault((s.st_dev, s.st_ino), path)
    print(lines.line(path, kind, hard=None if hard == path else hard, **fields))
    if kind == 'd':
        for name in sorted(os.listdir(full)):
            walk(root, os.path.join(path, name), first)


walk(os.fsencode(sys.argv[1]), b'', {})
