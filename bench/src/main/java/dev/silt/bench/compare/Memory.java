package dev.silt.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The machine's memory, as Linux tells it. */
final class Memory {

  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final int KIBIBYTE = 1 << 10;

  private Memory() {}

  /** {@return bytes of all memory} */
  static OptionalLong total() throws IOException {
    return field("MemTotal");
  }

  /** {@return bytes that programs can have now} */
  static OptionalLong available() throws IOException {
    return field("MemAvailable");
  }

  private static OptionalLong field(String name) throws IOException {
    return Files.isReadable(MEMINFO)
        ? parse(Files.readString(MEMINFO), name)
        : OptionalLong.empty();
  }

  /** Reads a line like {@code MemTotal: 24663336 kB}. */
  static OptionalLong parse(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).replace("kB", "").strip())
        .mapToLong(number -> Long.parseLong(number) * KIBIBYTE)
        .findFirst();
  }
}
