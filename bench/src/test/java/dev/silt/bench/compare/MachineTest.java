package dev.silt.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is said of the machine. */
class MachineTest {

  @Test
  void readsTheModel() {
    assertThat(Machine.cpuModel("processor\t: 0\nmodel name\t: Some CPU\nmodel name\t: Other\n"))
        .isEqualTo("Some CPU");
  }

  @Test
  void namesTheArchitectureWhereThereIsNoModel() {
    assertThat(Machine.cpuModel("")).isEqualTo(System.getProperty("os.arch"));
  }

  @Test
  void readsTheMemory() {
    String meminfo = "MemTotal:       24663336 kB\nMemAvailable:    1024 kB\n";

    assertThat(Memory.parse(meminfo, "MemAvailable")).hasValue(1 << 20);
    assertThat(Memory.parse(meminfo, "SwapTotal")).isEmpty();
  }

  @Test
  void isOneLine() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("silt", "1.0");
    versions.put("zstd", "1.5");
    Machine machine = new Machine("Some CPU", 2, OptionalLong.of(25_000_000_000L), "17", versions);

    assertThat(machine.line()).isEqualTo("Some CPU, 2 cores, 23 GiB; JDK 17, silt 1.0, zstd 1.5");
  }
}
