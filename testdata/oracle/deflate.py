#!/usr/bin/env python3
"""Raw deflate by zlib: deflate.py IN OUT

IN holds inputs, each a length (4 bytes, little-endian) and that many bytes. OUT gets nine outputs
for each, in the same form: those of levels 1 to 9. Prints zlib's version.
"""
import struct
import sys
import zlib


def deflate(plain, level):
    encoder = zlib.compressobj(level, zlib.DEFLATED, -15, 8, zlib.Z_DEFAULT_STRATEGY)
    return encoder.compress(plain) + encoder.flush()


def main(source, target):
    print(zlib.ZLIB_RUNTIME_VERSION)
    with open(source, "rb") as inputs, open(target, "wb") as outputs:
        while head := inputs.read(4):
            plain = inputs.read(struct.unpack("<I", head)[0])
            for level in range(1, 10):
                packed = deflate(plain, level)
                outputs.write(struct.pack("<I", len(packed)))
                outputs.write(packed)


main(*sys.argv[1:])
