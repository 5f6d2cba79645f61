package dev.silt.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a run was made on; no date and no name, so that two runs can be compared.
 *
 * @param cpu model
 * @param coreCount processors that a program sees
 * @param memoryLength bytes of memory
 * @param jdk version
 * @param versions of the tools, by name
 */
record Machine(
    String cpu,
    int coreCount,
    OptionalLong memoryLength,
    String jdk,
    Map<String, String> versions) {

  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  /**
   * Asks the machine.
   *
   * @param silt bin/silt
   * @param tools the tools of the run
   */
  static Machine ask(Path silt, List<Tool> tools) throws IOException {
    Map<String, String> versions = new LinkedHashMap<>();
    for (Tool tool : tools) {
      if (tool instanceof SiltPreset) {
        Programs.output(silt.toString(), "--version")
            .ifPresent(line -> versions.put("silt", line.replaceFirst("^silt ", "")));
      } else {
        Programs.packageVersion(tool.title())
            .ifPresent(version -> versions.put(tool.title(), version));
      }
    }
    String cpuinfo = Files.isReadable(CPUINFO) ? Files.readString(CPUINFO) : "";
    return new Machine(
        cpuModel(cpuinfo),
        Runtime.getRuntime().availableProcessors(),
        Memory.total(),
        Runtime.version().toString(),
        versions);
  }

  /** Reads the first line like {@code model name : AMD EPYC}; else the architecture must do. */
  static String cpuModel(String cpuinfo) {
    return cpuinfo
        .lines()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  /** {@return all of it in one line} */
  String line() {
    StringBuilder text = new StringBuilder(cpu).append(", ").append(coreCount).append(" cores");
    if (memoryLength.isPresent()) {
      text.append(", ").append((memoryLength.getAsLong() + (1 << 29)) >> 30).append(" GiB");
    }
    text.append("; JDK ").append(jdk);
    versions.forEach((name, version) -> text.append(", ").append(name).append(' ').append(version));
    return text.toString();
  }
}
