package dev.silt.testing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Writes LLVM bitcode as "LLVM Bitcode File Format" describes it, bit by bit, with no look at
 * Silt's own. What the records say means nothing.
 */
public final class BitcodeBytes {

  private static final String CHAR6 =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<Integer, List<Form>> described = new HashMap<>();
  private final SplittableRandom random;
  private final int changedRecord;
  private int records;
  private int bits;
  private int bitCount;

  /** How a record is written: encodings 1 to 5, or 0 for a literal, and widths or values. */
  private record Form(int[] encodings, int[] values) {}

  private BitcodeBytes(SplittableRandom random, int changedRecord) {
    this.random = random;
    this.changedRecord = changedRecord;
  }

  /**
   * Some file, a function of its seed.
   *
   * @param seed of all but one record
   * @param blocks in the file, about
   * @param changed number of a record that has one operand more; below zero for none
   * @return the file
   */
  public static byte[] random(long seed, int blocks, int changed) {
    BitcodeBytes writer = new BitcodeBytes(new SplittableRandom(seed), changed);
    writer.fixed(0xdec04342L, 32);
    writer.info();
    for (int i = 0; i < blocks; i++) {
      writer.block(2, 1);
    }
    return writer.out.toByteArray();
  }

  private void fixed(long value, int width) {
    for (int i = 0; i < width; i++) {
      bits |= (int) (value >>> i & 1) << bitCount++;
      if (bitCount == Byte.SIZE) {
        out.write(bits);
        bits = 0;
        bitCount = 0;
      }
    }
  }

  private void chunks(long value, int width) {
    long rest = value;
    while (rest >>> width - 1 != 0) {
      fixed(rest & (1L << width - 1) - 1 | 1L << width - 1, width);
      rest >>>= width - 1;
    }
    fixed(rest, width);
  }

  private void align() {
    while (bitCount != 0 || out.size() % Integer.BYTES != 0) {
      fixed(0, 1);
    }
  }

  private int enter(int outer, int id, int width) {
    fixed(1, outer);
    chunks(id, 8);
    chunks(width, 4);
    align();
    fixed(0, 32);
    return out.size();
  }

  private void leave(int begin, int width) {
    fixed(0, width);
    align();
    byte[] all = out.toByteArray();
    int words = (all.length - begin) / Integer.BYTES;
    for (int i = 0; i < Integer.BYTES; i++) {
      all[begin - Integer.BYTES + i] = (byte) (words >>> Byte.SIZE * i);
    }
    out.reset();
    out.writeBytes(all);
  }

  /** The block that describes forms of others. */
  private void info() {
    int begin = enter(2, 0, 2);
    for (int id = 8; id < 12; id++) {
      fixed(3, 2);
      chunks(1, 6);
      chunks(1, 6);
      chunks(id, 6);
      List<Form> forms = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        fixed(2, 2);
        forms.add(define());
      }
      described.put(id, forms);
    }
    leave(begin, 2);
  }

  private Form define() {
    int count = random.nextInt(1, 6);
    int[] encodings = new int[count];
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      encodings[i] = new int[] {0, 1, 1, 2, 2, 4}[random.nextInt(6)];
      values[i] =
          switch (encodings[i]) {
            case 0 -> random.nextInt(300);
            case 1 -> random.nextInt(0, 33);
            default -> random.nextInt(2, 33);
          };
    }
    int last = random.nextInt(4);
    if (last == 0 && count > 1) {
      encodings[count - 2] = 3;
      boolean isEmpty = encodings[count - 1] == 0 || values[count - 1] == 0;
      encodings[count - 1] = isEmpty ? 4 : encodings[count - 1];
    } else if (last == 1) {
      encodings[count - 1] = 5;
    }
    chunks(count, 5);
    for (int i = 0; i < count; i++) {
      fixed(encodings[i] == 0 ? 1 : 0, 1);
      if (encodings[i] == 0) {
        chunks(values[i], 8);
      } else {
        fixed(encodings[i], 3);
        if (encodings[i] <= 2) {
          chunks(values[i], 5);
        }
      }
    }
    return new Form(encodings, values);
  }

  private void block(int outer, int depth) {
    int id = random.nextInt(8, 14);
    int width = random.nextInt(4, 7);
    int begin = enter(outer, id, width);
    List<Form> forms = new ArrayList<>(described.getOrDefault(id, List.of()));
    for (int i = random.nextInt(3); i > 0; i--) {
      fixed(2, width);
      forms.add(define());
    }
    for (int i = random.nextInt(40); i > 0; i--) {
      int form = random.nextInt(forms.size() + 1);
      if (depth < 4 && random.nextInt(15) == 0) {
        block(width, depth + 1);
      } else if (form < forms.size() && form + 4 < 1 << width) {
        fixed(form + 4, width);
        record(forms.get(form));
      } else {
        int count = random.nextInt(6);
        boolean isChanged = records++ == changedRecord;
        fixed(3, width);
        chunks(random.nextInt(70), 6);
        chunks(count + (isChanged ? 1 : 0), 6);
        for (int k = 0; k < count; k++) {
          chunks(random.nextLong() >>> random.nextInt(64), 6);
        }
        if (isChanged) {
          chunks(5, 6);
        }
      }
    }
    leave(begin, width);
  }

  private void record(Form form) {
    for (int i = 0; i < form.encodings().length; i++) {
      int encoding = form.encodings()[i];
      if (encoding == 3) {
        int count = random.nextInt(20);
        chunks(count, 6);
        i++;
        for (int k = 0; k < count; k++) {
          scalar(form.encodings()[i], form.values()[i]);
        }
      } else if (encoding == 5) {
        byte[] blob = RandomData.text(random, random.nextInt(50));
        chunks(blob.length, 6);
        align();
        for (byte b : blob) {
          fixed(b & 0xff, 8);
        }
        align();
      } else {
        scalar(encoding, form.values()[i]);
      }
    }
  }

  private void scalar(int encoding, int width) {
    if (encoding == 1) {
      fixed(random.nextInt() & (1L << width) - 1, width);
    } else if (encoding == 2) {
      chunks(random.nextLong() >>> random.nextInt(64), width);
    } else if (encoding == 4) {
      fixed(CHAR6.indexOf(CHAR6.charAt(random.nextInt(64))), 6);
    }
  }
}
