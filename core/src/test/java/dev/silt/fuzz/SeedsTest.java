package dev.silt.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The seeds are valid, else the fuzzer would start from nothing; findings stay fixed. */
class SeedsTest {

  @Test
  void tarsAreGivenBack() throws IOException {
    for (byte[] seed : Seeds.tars()) {
      assertThat(TarTarget.run(seed)).isTrue();
    }
  }

  @Test
  void archivesAreListed() throws IOException {
    int listed = 0;
    for (byte[] seed : Seeds.archives()) {
      listed += ArchiveTarget.run(seed) ? 1 : 0;
    }
    assertThat(listed).isGreaterThan(Seeds.archives().size() / 2);
  }

  @Test
  void zipsAreGivenBack() throws IOException {
    for (byte[] seed : ZipTarget.seeds()) {
      assertThat(ZipTarget.run(seed)).isEqualTo(seed[0] != 0 || seed.length > 80);
    }
  }

  @Test
  void deltasApply() throws IOException {
    DeltaTarget target = DeltaTarget.create();
    for (byte[] seed : target.seeds()) {
      assertThat(target.run(seed)).isTrue();
    }
  }

  @Test
  void programsAreRelocated() throws IOException {
    for (byte[] seed : RelocationTarget.seeds()) {
      assertThat(RelocationTarget.run(seed)).isTrue();
    }
  }

  @Test
  void findingsStayFixed() throws IOException {
    DeltaTarget target = DeltaTarget.create();
    for (byte[] finding : Seeds.regression("tar")) {
      TarTarget.run(finding);
      TarTarget.run(TarTarget.repaired(finding));
    }
    for (byte[] finding : Seeds.regression("zip")) {
      ZipTarget.run(finding);
    }
    for (byte[] finding : Seeds.regression("archive")) {
      ArchiveTarget.run(finding);
    }
    for (byte[] finding : Seeds.regression("delta")) {
      target.run(finding);
    }
    for (byte[] finding : Seeds.regression("relocation")) {
      RelocationTarget.run(finding);
    }
  }
}
