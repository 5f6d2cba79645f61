#!/usr/bin/env python3
"""same_tree.py LINES LINES [--umoci]   whether two trees are equal; each file holds the lines of lines.py

Prints what differs, at most 20 paths, and fails if anything does. A directory that has no entry of its
own has no time. With --umoci one side comes out of `umoci unpack`, whose limits are then let pass:
* a symbolic link has no mode of its own on Linux: always 0777
* extended attributes with an empty value are not set
* directories without an entry, and the directories that they were made in, keep the time of the unpacking"""
import argparse, json, sys


def load(path, umoci):
    tree, implied = {}, []
    with open(path) as f:
        for line in f:
            o = json.loads(line)
            if o.pop('implied', False):
                implied.append(o['path'])
            tree[o['path']] = o
            if umoci and o['type'] == 'l':
                del o['mode']
            if umoci:
                o['xattrs'] = {k: v for k, v in o.get('xattrs', {}).items() if v}
    return tree, implied


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('one')
    options.add_argument('two')
    options.add_argument('--umoci', action='store_true')
    options = options.parse_args()
    (one, implied), (two, more) = load(options.one, options.umoci), load(options.two, options.umoci)
    for path in implied + more:
        for p in {path, path.rpartition('/')[0]} if options.umoci else {path}:
            one.get(p, {}).pop('mtime', None)
            two.get(p, {}).pop('mtime', None)
    differ = [p for p in sorted(one.keys() | two.keys()) if one.get(p) != two.get(p)]
    for p in differ[:20]:
        print(f'{p!r}:\n  {json.dumps(one.get(p))}\n  {json.dumps(two.get(p))}')
    print(f'{len(one)} and {len(two)} paths, {len(differ)} differ')
    sys.exit(1 if differ else 0)


main()
