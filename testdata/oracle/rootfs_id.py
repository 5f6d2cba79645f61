#!/usr/bin/env python3
"""rootfs_id.py DIRECTORY [TAR]   the ID of a root file system, after docs/format.md alone; also writes its canonical tar"""
import hashlib
import os
import stat
import sys

FLAGS = {stat.S_IFREG: b"0", stat.S_IFLNK: b"2", stat.S_IFCHR: b"3", stat.S_IFBLK: b"4", stat.S_IFDIR: b"5", stat.S_IFIFO: b"6"}


def octal(value, digits):
    return b"%0*o\0" % (digits, value)


def record(key, value):
    length = len(key) + len(value) + 3
    while len(str(length)) + len(key) + len(value) + 3 != length:
        length = len(str(length)) + len(key) + len(value) + 3
    return b"%d %s=%s\n" % (length, key, value)


def block(name, mode, uid, gid, size, mtime, flag, link, major, minor):
    head = name.ljust(100, b"\0") + octal(mode, 7) + octal(uid, 7) + octal(gid, 7) + octal(size, 11) + octal(mtime, 11)
    rest = flag + link.ljust(100, b"\0") + b"ustar\x0000" + bytes(64) + octal(major, 7) + octal(minor, 7)
    whole = (head + b" " * 8 + rest).ljust(512, b"\0")
    return (head + b"%06o\0 " % sum(whole) + rest).ljust(512, b"\0")


def header(name, status, flag, link):
    size = status.st_size if flag == b"0" else 0
    device = status.st_rdev if flag in b"34" else 0
    records, texts, numbers = b"", [], []
    for key, value in ((b"path", name), (b"linkpath", link)):
        fits = len(value) <= 100
        texts.append(value if fits else b"")
        records += b"" if fits else record(key, value)
    mtime = status.st_mtime_ns // 10**9
    for key, value, digits in ((b"size", size, 11), (b"uid", status.st_uid, 7), (b"gid", status.st_gid, 7), (b"mtime", mtime, 11)):
        fits = 0 <= value < 8**digits
        numbers.append(value if fits else 0)
        records += b"" if fits else record(key, b"%d" % value)
    size, uid, gid, mtime = numbers
    main = block(texts[0], stat.S_IMODE(status.st_mode), uid, gid, size, mtime, flag, texts[1], os.major(device), os.minor(device))
    if not records:
        return main
    return block(b"././@PaxHeader", 0o644, 0, 0, len(records), 0, b"x", b"", 0, 0) + records + bytes(-len(records) % 512) + main


def entries(root, path, device, first):
    full = root + b"/" + path
    status = os.lstat(full)
    flag = FLAGS.get(stat.S_IFMT(status.st_mode))
    if flag is None:
        return
    if flag == b"5":
        prefix = path + b"/" if path else b""
        yield header(prefix or b"./", status, flag, b""), None, 0
        if status.st_dev == device:
            for name in sorted(os.listdir(full)):
                yield from entries(root, prefix + name, device, first)
        return
    known = first.setdefault((status.st_dev, status.st_ino), path)
    if known != path:
        yield header(path, status, b"1", known), None, 0
    elif flag == b"2":
        yield header(path, status, flag, os.readlink(full)), None, 0
    else:
        yield header(path, status, flag, b""), full if flag == b"0" else None, status.st_size


def tar(root):
    for head, file, size in entries(root, b"", os.stat(root).st_dev, {}):
        yield head
        if file:
            with open(file, "rb") as content:
                while piece := content.read(1 << 20):
                    yield piece
            yield bytes(-size % 512)
    yield bytes(1024)


def main():
    digest = hashlib.sha256()
    out = open(sys.argv[2], "wb") if len(sys.argv) > 2 else None
    for piece in tar(os.fsencode(sys.argv[1])):
        digest.update(piece)
        if out:
            out.write(piece)
    if out:
        out.close()
    config = '{"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' % digest.hexdigest()
    print("sha256:" + hashlib.sha256(config.encode()).hexdigest())


main()
