#!/usr/bin/env python3
"""silt_lines.py   turns `silt ls --json --digests` on standard input into the lines of lines.py"""
import base64, json, sys

import lines


def name(o, member):
    if member + 'Base64' in o:
        return base64.b64decode(o[member + 'Base64'])
    return o[member].encode() if member in o else None


for text in sys.stdin:
    o = json.loads(text)
    print(lines.line(name(o, 'path'), o['type'], int(o['mode'], 8), o['uid'], o['gid'], o['mtimeSeconds'], o['mtimeNanos'],
                     o['length'], {k.encode(): base64.b64decode(v) for k, v in o.get('xattrs', {}).items()},
                     sha256=o.get('sha256'), link=name(o, 'linkTarget'), hard=name(o, 'hardLinkOf'),
                     major=o.get('deviceMajor'), minor=o.get('deviceMinor')))
