package dev.silt.coder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silt.hash.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ByteModelTest {

  enum Data {
    EMPTY,
    ONE,
    ZEROS,
    RANDOM,
    WORDS,
    INSTRUCTIONS;

    byte[] bytes(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      return switch (this) {
        case EMPTY -> new byte[0];
        case ONE -> new byte[] {(byte) seed};
        case ZEROS -> new byte[100_000];
        case RANDOM -> {
          byte[] made = new byte[30_000];
          random.nextBytes(made);
          yield made;
        }
        case WORDS -> {
          String[] words = {"layer", "digest", "of", "the", "image", "and", "config"};
          StringBuilder text = new StringBuilder();
          for (int i = 0; i < 5_000; i++) {
            text.append(words[random.nextInt(words.length)]).append(' ');
          }
          yield text.toString().getBytes(StandardCharsets.US_ASCII);
        }
        case INSTRUCTIONS -> {
          byte[] made = new byte[40_000];
          for (int i = 0; i < made.length; i += 4) {
            made[i] = (byte) random.nextInt(8);
            made[i + 2] = (byte) (random.nextInt(4) * 16);
            made[i + 3] = (byte) 0xf9;
          }
          yield made;
        }
      };
    }
  }

  /** Codes in pieces, each behind some bytes that both sides know. */
  private static void code(ByteModelKind kind, BitCoder coder, byte[] known, byte[] bytes) {
    ByteModel model = ByteModel.create(kind);
    SplittableRandom random = new SplittableRandom(5);
    for (int at = 0; at < bytes.length; ) {
      int from = random.nextInt(known.length + 1);
      model.learn(known, from, Math.min(known.length - from, random.nextInt(300)), from);
      model.begin(random.nextLong());
      int n = Math.min(bytes.length - at, 1 + random.nextInt(5_000));
      model.code(coder, bytes, at, n, at);
      at += n;
    }
  }

  private static byte[] encode(ByteModelKind kind, byte[] known, byte[] bytes) {
    BitEncoder encoder = BitEncoder.create();
    code(kind, encoder, known, bytes.clone());
    return encoder.finish();
  }

  @ParameterizedTest
  @EnumSource
  void everythingComesBack(Data data) {
    byte[] known = data.bytes(1);
    byte[] bytes = data.bytes(2);
    for (ByteModelKind kind : ByteModelKind.values()) {
      byte[] coded = encode(kind, known, bytes);
      byte[] made = new byte[bytes.length];
      BitDecoder decoder = BitDecoder.open(coded);
      code(kind, decoder, known, made);
      assertThat(made).isEqualTo(bytes);
      assertThat(decoder.exhausted()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void randomBytesHardlyGrow(ByteModelKind kind) {
    byte[] bytes = Data.RANDOM.bytes(3);
    assertThat(encode(kind, new byte[0], bytes).length).isLessThan(bytes.length * 103 / 100);
  }

  @ParameterizedTest
  @EnumSource
  void equalBytesCostNearlyNothing(ByteModelKind kind) {
    assertThat(encode(kind, new byte[0], Data.ZEROS.bytes(1)).length).isLessThan(200);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsKnownHelps(ByteModelKind kind) {
    byte[] known = Data.RANDOM.bytes(4);
    ByteModel model = ByteModel.create(kind);
    BitEncoder encoder = BitEncoder.create();
    model.learn(known, 0, 2_000, 0);
    long before = 0;
    for (int i = 92; i < 100; i++) {
      before = before << 8 | known[i] & 0xff;
    }
    model.begin(before);
    model.code(encoder, known, 100, 1_000, 100);
    assertThat(encoder.finish().length).isLessThan(100);
  }

  /** Deltas that exist have to be decoded for ever, so the model may not change. */
  @Test
  void modelsAreFrozen() {
    assertThat(digest(ByteModelKind.THOROUGH))
        .hasToString("sha256:cc809b582cb7af0f32bc2d1bcb32b2e8e00b1ec2036ed1e906d02e16ca9498fa");
    assertThat(digest(ByteModelKind.QUICK))
        .hasToString("sha256:2609bee61b430787af4e2f83e3e94742682ecb34b320f8064ff938006a6c13d5");
  }

  private static Digest digest(ByteModelKind kind) {
    MessageDigest all = Digest.newSha256();
    for (Data data : Data.values()) {
      all.update(encode(kind, data.bytes(1), data.bytes(2)));
    }
    return Digest.ofSha256(all.digest());
  }
}
