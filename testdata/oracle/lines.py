"""The lines of flatten.py and unpacked.py: one JSON object for each path of a tree.

path, link, hard link and the xattrs' names and values are bytes: each character stands for one byte
(latin-1), whatever the name's encoding is.

    path      without leading or trailing slash, the root is ""
    type      - file, d directory, l symbolic link, c and b devices, p FIFO
    mode      permission bits with setuid, setgid and sticky; uid, gid: numbers
    mtime     [seconds since 1970, nanoseconds]
    size      bytes of a file, else 0; sha256: of a file
    link      target of a symbolic link
    hard      first path of the same inode, if this is another
    device    [major, minor]
    xattrs    name: value
    implied   true for a directory that has no entry of its own"""
import json


def text(b):
    return b.decode('latin-1')


def line(path, type, mode, uid, gid, seconds, nanos, size, xattrs, sha256=None, link=None, hard=None,
         major=None, minor=None, implied=False):
    o = dict(path=text(path), type=type, mode=mode, uid=uid, gid=gid, mtime=[seconds, nanos], size=size)
    if sha256 is not None:
        o['sha256'] = sha256
    if link is not None:
        o['link'] = text(link)
    if hard is not None:
        o['hard'] = text(hard)
    if major is not None:
        o['device'] = [major, minor]
    if xattrs:
        o['xattrs'] = {text(k): text(v) for k, v in sorted(xattrs.items())}
    if implied:
        o['implied'] = True
    return json.dumps(o)
