package dev.silt.bench;

import dev.silt.error.Limits;
import dev.silt.rdiff.Rdiff;
import dev.silt.rdiff.RdiffSignature;
import dev.silt.rdiff.SignatureOptions;
import dev.silt.signature.BlockScanner;
import dev.silt.signature.BlockSigner;
import dev.silt.signature.BlockTableBuilder;
import dev.silt.signature.RollingHash;
import dev.silt.signature.StrongHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Signs a base file and scans a target file once, from a cold start, for testdata/rolling-hash.sh:
 * prints the seconds of each, with Silt's own hashes or in rdiff's formats.
 */
public final class FileScan {

  private FileScan() {}

  /**
   * Runs it.
   *
   * @param arguments {@code silt|rdiff BASE TARGET BLOCK_LENGTH}
   * @throws IOException if a file cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    Path base = Path.of(arguments[1]);
    Path target = Path.of(arguments[2]);
    int blockLength = Integer.parseInt(arguments[3]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    double[] seconds =
        arguments[0].equals("silt")
            ? silt(base, target, blockLength)
            : rdiff(base, target, blockLength);
    out.printf(Locale.ROOT, "%.2f %.2f%n", seconds[0], seconds[1]);
  }

  private static double[] silt(Path base, Path target, int blockLength) throws IOException {
    RollingHash weak = RollingHash.crc32c();
    StrongHash strong = StrongHash.seededSha256(new byte[16]);
    BlockTableBuilder builder =
        BlockTableBuilder.create(blockLength, strong.length(), Limits.defaults());
    long start = System.nanoTime();
    long length;
    try (InputStream input = Files.newInputStream(base)) {
      length = BlockSigner.create(weak, strong).sign(input, blockLength, builder);
    }
    long signed = System.nanoTime();
    try (InputStream input = Files.newInputStream(target)) {
      BlockScanner.create(builder.build(length), weak, strong).scan(input, new CopiedBytes());
    }
    return seconds(start, signed, System.nanoTime());
  }

  private static double[] rdiff(Path base, Path target, int blockLength) throws IOException {
    Path signature = Files.createTempFile("silt", ".sig");
    try {
      long start = System.nanoTime();
      try (InputStream input = Files.newInputStream(base);
          OutputStream output = Files.newOutputStream(signature)) {
        Rdiff.sign(input, output, SignatureOptions.defaults().withBlockLength(blockLength));
      }
      long signed = System.nanoTime();
      try (InputStream blocks = Files.newInputStream(signature);
          InputStream input = Files.newInputStream(target)) {
        RdiffSignature read = RdiffSignature.read(blocks, Limits.defaults());
        Rdiff.delta(read, input, OutputStream.nullOutputStream());
      }
      return seconds(start, signed, System.nanoTime());
    } finally {
      Files.delete(signature);
    }
  }

  private static double[] seconds(long start, long signed, long end) {
    return new double[] {(signed - start) / 1e9, (end - signed) / 1e9};
  }
}
