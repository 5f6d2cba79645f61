package dev.silt.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.CorruptDataException;
import dev.silt.error.Limits;
import dev.silt.io.ByteSource;
import dev.silt.io.Leb128;
import dev.silt.io.Tasks;
import dev.silt.transform.LiteralTransform;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written into the content streams comes out of them, whatever codec each chunk took. */
class ContentStreamsTest {

  /** What the contents are like: which codec wins depends on it. */
  enum Data {
    EMPTY,
    SMALL,
    ALIKE,
    RANDOM,
    ALIKE_THEN_RANDOM,
    LONG_ADDS
  }

  private static final int TARGET_OFFSET = 1 << 20;

  /** Ops on one base, with their bytes. */
  private static final class Script {
    final byte[] base = new byte[3 << 20];
    final List<long[]> ops = new ArrayList<>(); // kind, length, base offset
    final List<byte[]> bytes = new ArrayList<>(); // target bytes of each op
  }

  private static final StreamEffort BALANCED = new StreamEffort(19, true, 6, 0);
  private static final StreamEffort SMALLEST = new StreamEffort(19, true, 6, Long.MAX_VALUE);

  /** Only the first chunk of literals goes through the context coder. */
  private static final StreamEffort PARTLY = new StreamEffort(19, true, 6, 1 << 16);

  private static Script script(Data data) {
    SplittableRandom random = new SplittableRandom(data.name().length());
    Script script = new Script();
    random.nextBytes(script.base);
    int count = data == Data.EMPTY ? 0 : data == Data.SMALL ? 5 : data == Data.LONG_ADDS ? 4 : 250;
    long end = 0;
    for (int i = 0; i < count; i++) {
      boolean noise = data == Data.RANDOM || data == Data.ALIKE_THEN_RANDOM && i > count / 2;
      int kind = i % 3;
      int length =
          1
              + random.nextInt(data == Data.SMALL ? 50 : 20_000)
              + (data == Data.LONG_ADDS ? 2_500_000 : 0);
      long offset = random.nextInt(4) == 0 ? random.nextInt(script.base.length - length) : end;
      if (offset + length > script.base.length) {
        offset = 0;
      }
      byte[] made = new byte[length];
      System.arraycopy(script.base, (int) offset, made, 0, length);
      for (int k = 0; k < length; k++) {
        boolean rough = noise || data == Data.LONG_ADDS && (k >> 19 & 1) == 1;
        made[k] += rough ? (byte) random.nextInt() : random.nextInt(20) == 0 ? (byte) 1 : 0;
      }
      script.ops.add(new long[] {kind, length, offset});
      script.bytes.add(made);
      end = offset + length;
    }
    return script;
  }

  private static LiteralWindow around(Script script, long[] op, int number) throws IOException {
    LiteralWindow window = LiteralWindow.create();
    window.load(ByteSource.of(script.base), op[2], op[1], LiteralTransform.NONE, number, 16);
    return window;
  }

  private static byte[] write(Script script, StreamEffort effort) throws IOException {
    return write(script, effort, 1);
  }

  private static byte[] write(Script script, StreamEffort effort, int threadCount)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DeltaWriter delta = DeltaWriter.create(out);
    AddWindow window = AddWindow.create();
    try (Tasks tasks = Tasks.create(threadCount);
        ContentStreamWriter streams = ContentStreamWriter.create(delta, effort, tasks)) {
      for (int i = 0; i < script.ops.size(); i++) {
        long[] op = script.ops.get(i);
        byte[] made = script.bytes.get(i);
        streams.number(ContentStream.TABLE, i);
        streams.number(ContentStream.OPS, op[1] << 2 | op[0]);
        if (op[0] != Op.INSERT.code()) {
          streams.number(ContentStream.OFFSETS, Leb128.zigzag(op[2] - i));
        }
        if (op[0] == Op.INSERT.code()) {
          if (streams.literalMargin() > 0) {
            streams.beginInsert(around(script, op, i));
          }
          streams.literals(made, 0, made.length, TARGET_OFFSET + i);
        } else if (op[0] == Op.ADD.code()) {
          streams.beginAdd();
          for (int done = 0; done < made.length; done += AddWindow.MAX_LENGTH) {
            int n = Math.min(AddWindow.MAX_LENGTH, made.length - done);
            window.load(ByteSource.of(script.base), op[2] + done, n);
            byte[] stretch = Arrays.copyOfRange(made, done, done + n);
            streams.differences(window, stretch, n, op[2] + done, TARGET_OFFSET + done);
          }
        }
      }
      streams.finish();
    }
    delta.end();
    return out.toByteArray();
  }

  private static void check(Script script, byte[] delta, boolean skip) throws IOException {
    DeltaReader in = DeltaReader.open(new ByteArrayInputStream(delta));
    AddWindow window = AddWindow.create();
    byte[] stretch = new byte[AddWindow.MAX_LENGTH];
    byte[] made = new byte[3 << 20];
    try (ContentStreamReader streams = ContentStreamReader.open(in, Limits.defaults())) {
      for (int i = 0; i < script.ops.size(); i++) {
        long[] op = script.ops.get(i);
        byte[] expected = script.bytes.get(i);
        assertThat(streams.number(ContentStream.TABLE)).isEqualTo(i);
        assertThat(streams.number(ContentStream.OPS)).isEqualTo(op[1] << 2 | op[0]);
        if (op[0] != Op.INSERT.code()) {
          assertThat(streams.number(ContentStream.OFFSETS)).isEqualTo(Leb128.zigzag(op[2] - i));
        }
        if (op[0] == Op.COPY.code()) {
          continue;
        }
        if (skip) {
          streams.skip(
              op[0] == Op.ADD.code() ? ContentStream.DIFFERENCES : ContentStream.LITERALS, op[1]);
          continue;
        }
        if (op[0] == Op.INSERT.code()) {
          if (streams.literalMargin() > 0) {
            streams.beginInsert(around(script, op, i));
          }
          for (int done = 0; done < expected.length; ) {
            int left = expected.length - done;
            done += streams.literals(made, done, left, TARGET_OFFSET + i + done);
          }
        } else {
          streams.beginAdd();
          for (int done = 0; done < expected.length; done += AddWindow.MAX_LENGTH) {
            int n = Math.min(AddWindow.MAX_LENGTH, expected.length - done);
            window.load(ByteSource.of(script.base), op[2] + done, n);
            streams.differences(window, stretch, n, op[2] + done, TARGET_OFFSET + done);
            System.arraycopy(stretch, 0, made, done, n);
          }
        }
        assertThat(Arrays.mismatch(made, 0, expected.length, expected, 0, expected.length))
            .as("op %d", i)
            .isNegative();
      }
      streams.expectAllRead();
    }
  }

  /** Literals with contexts are slow: not for all data. */
  private static List<StreamEffort> efforts(Data data) {
    StreamEffort withoutLzma = new StreamEffort(5, true, -1, 0);
    return switch (data) {
      case SMALL, ALIKE_THEN_RANDOM ->
          List.of(StreamEffort.zstd(3), BALANCED, withoutLzma, SMALLEST);
      case ALIKE -> List.of(StreamEffort.zstd(3), BALANCED, withoutLzma, PARTLY);
      default -> List.of(StreamEffort.zstd(3), BALANCED, withoutLzma);
    };
  }

  @ParameterizedTest
  @EnumSource
  void everythingComesBack(Data data) throws IOException {
    Script script = script(data);
    for (StreamEffort effort : efforts(data)) {
      byte[] delta = write(script, effort);
      check(script, delta, false);
      check(script, delta, true);
      assertThat(write(script, effort, 3)).as("the same bytes with threads").isEqualTo(delta);
    }
  }

  @ParameterizedTest
  @EnumSource
  void coderThatKnowsTheBaseIsNoLarger(Data data) throws IOException {
    Script script = script(data);
    int zstd = write(script, StreamEffort.zstd(19)).length;
    int contexts = write(script, BALANCED).length;
    assertThat(contexts).isLessThanOrEqualTo(zstd + zstd / 500 + 16);
  }

  @Test
  void literalsOfTwoModelsAreRefused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DeltaWriter delta = DeltaWriter.create(out);
    for (StreamCodec codec : List.of(StreamCodec.QUICK, StreamCodec.CONTEXT)) {
      PayloadWriter section = new PayloadWriter();
      section.number(0).number(0).number(0).number(0); // nothing of the other streams
      section.number(10).number(codec.code()).bytes(new byte[0]);
      delta.section(SectionType.CONTENTS, section.toBytes());
    }
    delta.end();
    DeltaReader in = DeltaReader.open(new ByteArrayInputStream(out.toByteArray()));
    try (ContentStreamReader streams = ContentStreamReader.open(in, Limits.defaults())) {
      assertThat(streams.literalMargin()).isEqualTo(16);
      assertThat(streams.literals(new byte[10], 0, 10, 0)).isEqualTo(10);
      assertThatThrownBy(streams::literalMargin)
          .isInstanceOf(CorruptDataException.class)
          .hasMessageContaining("literals of two models");
    }
  }

  @Test
  void closingEarlyWaitsForNobody() throws IOException {
    byte[] literals = new byte[1 << 16];
    new SplittableRandom(1).nextBytes(literals);
    for (StreamEffort effort : List.of(StreamEffort.zstd(19), BALANCED)) {
      try (Tasks tasks = Tasks.create(3);
          ContentStreamWriter streams =
              ContentStreamWriter.create(
                  DeltaWriter.create(OutputStream.nullOutputStream()), effort, tasks)) {
        for (int i = 0; i < 40; i++) {
          streams.literals(literals, 0, literals.length, 0);
        }
      }
    }
  }

  @Test
  void failureOfTheOutputIsTold() {
    OutputStream full =
        new OutputStream() {
          private int left = 1 << 20;

          @Override
          public void write(int b) throws IOException {
            if (left-- == 0) {
              throw new IOException("disk full");
            }
          }
        };
    byte[] literals = new byte[1 << 16];
    SplittableRandom random = new SplittableRandom(1);
    assertThatThrownBy(
            () -> {
              try (Tasks tasks = Tasks.create(2);
                  ContentStreamWriter streams =
                      ContentStreamWriter.create(DeltaWriter.create(full), BALANCED, tasks)) {
                for (int i = 0; i < 100; i++) {
                  random.nextBytes(literals);
                  streams.literals(literals, 0, literals.length, 0);
                }
                streams.finish();
              }
            })
        .hasMessage("disk full");
  }
}
