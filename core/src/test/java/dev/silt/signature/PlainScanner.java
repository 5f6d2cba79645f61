package dev.silt.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@link BlockScanner} does, with the base at hand and no hashes: the expected outcome. */
final class PlainScanner {

  private final byte[] base;
  private final int blockLength;
  private final Map<String, Integer> firstBlocks = new HashMap<>();
  private final List<String> ops = new ArrayList<>();
  private long copyEnd = -1;
  private long copyBegin;
  private int literal;

  PlainScanner(byte[] base, int blockLength) {
    this.base = base;
    this.blockLength = blockLength;
    for (int block = 0; block < blockCount(); block++) {
      firstBlocks.putIfAbsent(text(base, block * blockLength, blockBytes(block).length), block);
    }
  }

  /** {@return {@code "copy OFFSET LENGTH"} and {@code "literal LENGTH"} lines} */
  List<String> scan(byte[] target) {
    int next = blockCount();
    int at = 0;
    while (at < target.length) {
      int block = -1;
      if (next < blockCount() && startsWith(target, at, blockBytes(next))) {
        block = next;
      } else if (at + blockLength <= target.length) {
        block = firstBlocks.getOrDefault(text(target, at, blockLength), -1);
      } else if (isTail(target, at)) {
        block = blockCount() - 1;
      }
      if (block < 0) {
        flushCopy();
        literal++;
        at++;
        next = blockCount();
      } else {
        int length = blockBytes(block).length;
        flushLiteral();
        if (copyEnd != (long) block * blockLength) {
          flushCopy();
          copyBegin = (long) block * blockLength;
        }
        copyEnd = (long) block * blockLength + length;
        at += length;
        next = block + 1;
      }
    }
    flushCopy();
    flushLiteral();
    return ops;
  }

  private boolean isTail(byte[] target, int at) {
    return blockCount() > 0
        && target.length - at == blockBytes(blockCount() - 1).length
        && startsWith(target, at, blockBytes(blockCount() - 1));
  }

  private int blockCount() {
    return (base.length + blockLength - 1) / blockLength;
  }

  private byte[] blockBytes(int block) {
    int from = block * blockLength;
    return Arrays.copyOfRange(base, from, Math.min(base.length, from + blockLength));
  }

  private static boolean startsWith(byte[] target, int at, byte[] bytes) {
    return at + bytes.length <= target.length
        && Arrays.equals(target, at, at + bytes.length, bytes, 0, bytes.length);
  }

  private static String text(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
  }

  private void flushCopy() {
    if (copyEnd >= 0) {
      ops.add("copy " + copyBegin + " " + (copyEnd - copyBegin));
      copyEnd = -1;
    }
  }

  private void flushLiteral() {
    if (literal > 0) {
      ops.add("literal " + literal);
      literal = 0;
    }
  }
}
