package dev.silt.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the standard streams are. */
final class Terminal {

  private static final int DEFAULT_WIDTH = 80;

  private Terminal() {}

  /** {@return whether standard input comes from a terminal, as far as that can be told} */
  static boolean isInput() {
    return isTerminal(0);
  }

  /**
   * {@return whether standard error goes to a terminal that moves its cursor; the launcher says so,
   * without it Linux is asked}
   */
  static boolean isError() {
    String told = System.getProperty("silt.terminal");
    boolean terminal = told == null ? isTerminal(2) : told.equals("true");
    return terminal && !"dumb".equals(System.getenv("TERM"));
  }

  /** {@return columns of the terminal, 80 if unknown} */
  static int width() {
    return Integer.getInteger("silt.columns", DEFAULT_WIDTH);
  }

  private static boolean isTerminal(int descriptor) {
    try {
      Path file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
      return file.startsWith("/dev/pts") || file.toString().startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
