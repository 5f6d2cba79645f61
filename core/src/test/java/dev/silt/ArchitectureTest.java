package dev.silt;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which package may import which, and what a type may look like. */
class ArchitectureTest {

  /** The names below {@code dev.silt} that each package may import; the front may import all. */
  private static final Map<String, Set<String>> IMPORTS =
      Map.ofEntries(
          Map.entry("error", Set.of()),
          Map.entry("progress", Set.of("error")),
          Map.entry("io", Set.of("error", "progress")),
          Map.entry("hash", Set.of("error", "progress", "io")),
          Map.entry("tar", Set.of("error", "progress", "io", "hash")),
          Map.entry("rootfs", Set.of("error", "progress", "io", "hash")),
          Map.entry("image", Set.of("error", "progress", "io", "hash", "rootfs")),
          Map.entry("tree", Set.of("error", "progress", "io", "hash", "tar", "image")),
          Map.entry("scan", Set.of("error", "progress", "io", "hash", "tar", "image")),
          Map.entry("coder", Set.of()),
          Map.entry("transform", Set.of()),
          Map.entry("relocate", Set.of("error", "progress", "io")),
          Map.entry("unpack", Set.of("error", "progress", "io")),
          Map.entry("deflate", Set.of("error", "progress", "io")),
          Map.entry(
              "delta",
              Set.of(
                  "error",
                  "progress",
                  "io",
                  "hash",
                  "tar",
                  "image",
                  "tree",
                  "coder",
                  "transform",
                  "relocate",
                  "unpack")),
          Map.entry("signature", Set.of("error", "progress", "io", "hash")),
          Map.entry(
              "sign",
              Set.of(
                  "error",
                  "progress",
                  "io",
                  "hash",
                  "tar",
                  "image",
                  "tree",
                  "scan",
                  "delta",
                  "signature")),
          // two arms that never import each other
          Map.entry(
              "match", Set.of("error", "progress", "io", "hash", "tar", "image", "tree", "delta")),
          Map.entry(
              "encode",
              Set.of(
                  "error",
                  "progress",
                  "io",
                  "hash",
                  "tar",
                  "image",
                  "tree",
                  "scan",
                  "delta",
                  "transform",
                  "relocate",
                  "unpack",
                  "deflate",
                  "signature",
                  "sign",
                  "match")),
          Map.entry(
              "apply",
              Set.of(
                  "error",
                  "progress",
                  "io",
                  "hash",
                  "tar",
                  "image",
                  "tree",
                  "scan",
                  "delta",
                  "transform",
                  "relocate",
                  "unpack",
                  "deflate")),
          Map.entry(
              "inplace", Set.of("error", "progress", "io", "hash", "rootfs", "delta", "apply")));

  private static final String ROOT = "dev.silt";

  private static JavaClasses code;

  @BeforeAll
  static void importClasses() throws Exception {
    Path compiled = Path.of(Silt.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    code = new ClassFileImporter().importPath(compiled);
  }

  @Test
  void everyPackageIsOnTheList() {
    Set<String> packages = new TreeSet<>();
    code.forEach(type -> packages.add(type.getPackageName()));
    packages.remove(ROOT);

    assertThat(IMPORTS.keySet().stream().map(name -> ROOT + "." + name)).containsAll(packages);
  }

  @Test
  void packagesImportWhatTheListAllows() {
    IMPORTS.forEach(
        (name, allowed) ->
            noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .dependOnClassesThat(projectTypesOutside(name, allowed))
                .allowEmptyShould(true)
                .check(code));
  }

  @Test
  void publicTypesCannotBeExtendedFreely() {
    List<String> open =
        code.stream()
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(type -> !type.getModifiers().contains(JavaModifier.FINAL))
            .filter(type -> !type.isInterface() && !type.isEnum() && !type.reflect().isSealed())
            .map(JavaClass::getName)
            .toList();

    assertThat(open).as("public types that are not final, records, enums or sealed").isEmpty();
  }

  @Test
  void staticFieldsAreFinal() {
    fields().that().areStatic().should().beFinal().check(code);
  }

  @Test
  void noUnsafeReflectionOrLogging() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("sun..", "jdk.internal..", "java.lang.reflect..", "java.util.logging..")
        .orShould()
        .callMethod(Class.class, "forName", String.class)
        .check(code);
    GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(code);
  }

  private static DescribedPredicate<JavaClass> projectTypesOutside(
      String name, Set<String> allowed) {
    return describe(
        "are of the project, outside " + name + " and " + new TreeSet<>(allowed),
        type -> {
          String other = type.getPackageName();
          if (!other.equals(ROOT) && !other.startsWith(ROOT + ".")) {
            return false;
          }
          String below = other.equals(ROOT) ? "" : other.substring(ROOT.length() + 1);
          return !below.equals(name) && !allowed.contains(below);
        });
  }
}
