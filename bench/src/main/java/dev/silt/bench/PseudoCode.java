package dev.silt.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that change as native code does: functions made of few different instructions, calls with
 * relative addresses, and a table of absolute addresses. In the new version one function in fifty
 * has grown, so that the addresses in all the others change by small amounts.
 */
final class PseudoCode {

  private static final int TEMPLATE_COUNT = 512;
  private static final int CALL = 0xe8;
  private static final int CALL_LENGTH = 1 + Integer.BYTES;
  private static final int CALLS = 8; // one instruction in so many
  private static final int EDITS = 50; // one function in so many
  private static final int ALIGNMENT = 16;
  private static final int MEAN_LENGTH = 512; // of a function, about
  private static final int MAX_INSTRUCTIONS = 200;

  private final SplittableRandom random;
  private final byte[][] templates = new byte[TEMPLATE_COUNT][];
  private final long[] seeds;
  private final int[] offsets;
  private final boolean[] grown;

  private PseudoCode(int functionCount, long seed, boolean edited) {
    random = new SplittableRandom(seed);
    for (int i = 0; i < TEMPLATE_COUNT; i++) {
      templates[i] = new byte[random.nextInt(1, 8)];
      random.nextBytes(templates[i]);
    }
    seeds = random.longs(functionCount).toArray();
    grown = new boolean[functionCount];
    for (int i = 0; edited && i < functionCount; i += EDITS) {
      grown[i] = true;
    }
    offsets = new int[functionCount + 1];
  }

  /** {@return code of exactly that length} */
  static byte[] make(int length, long seed, boolean edited) {
    PseudoCode code = new PseudoCode(1 + length / MEAN_LENGTH, seed, edited);
    int functionCount = code.seeds.length;
    // Where the functions are is known only when all have been laid out once.
    for (int i = 0; i < functionCount; i++) {
      int end = code.offsets[i] + code.function(i, null);
      code.offsets[i + 1] = (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
    ByteBuffer out =
        ByteBuffer.allocate(code.offsets[functionCount] + functionCount * Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < functionCount; i++) {
      code.function(i, out.position(code.offsets[i]));
    }
    out.position(code.offsets[functionCount]);
    for (int i = 0; i < functionCount; i++) {
      out.putLong(code.offsets[i]);
    }
    return Arrays.copyOf(out.array(), length);
  }

  /** Writes a function, unless there is nowhere to write it; returns its length. */
  private int function(int number, @Nullable ByteBuffer out) {
    SplittableRandom body = new SplittableRandom(seeds[number]);
    int count = body.nextInt(10, MAX_INSTRUCTIONS);
    int length = 0;
    if (grown[number]) {
      length += instruction(templates[number % TEMPLATE_COUNT], out);
    }
    for (int i = 0; i < count; i++) {
      if (body.nextInt(CALLS) == 0) {
        int callee = body.nextInt(seeds.length);
        length += CALL_LENGTH;
        if (out != null) {
          out.put((byte) CALL).putInt(offsets[callee] - (offsets[number] + length));
        }
      } else {
        length += instruction(templates[body.nextInt(1 + body.nextInt(TEMPLATE_COUNT))], out);
      }
    }
    return length;
  }

  private static int instruction(byte[] template, @Nullable ByteBuffer out) {
    if (out != null) {
      out.put(template);
    }
    return template.length;
  }
}
