package dev.silt.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers why it could not be written, which a writer does not tell. Through
 * a channel, because that is what an interrupt wakes from a write. Not safe for several threads.
 */
final class StandardOutput extends OutputStream {

  private final OutputStream out;
  private @Nullable IOException failure;

  StandardOutput() {
    this(Channels.newOutputStream(new FileOutputStream(FileDescriptor.out).getChannel()));
  }

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    Objects.checkFromIndexSize(from, count, bytes.length);
    try {
      out.write(bytes, from, count);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  /**
   * Says if something is missing; that nobody reads any more, as in {@code silt ls | head}, is no
   * failure.
   *
   * @param exitCode what the command came to
   * @param err standard error
   * @return what the process says
   */
  int exitCode(int exitCode, PrintWriter err) {
    IOException known = failure;
    String what = known == null || known.getMessage() == null ? "" : known.getMessage();
    if (exitCode != ExitCodes.OK || what.isEmpty() || what.equals("Broken pipe")) {
      return exitCode;
    }
    err.println("silt: standard output: " + what);
    err.flush();
    return ExitCodes.FAILED;
  }
}
