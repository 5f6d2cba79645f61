package dev.silt.cli;

import dev.silt.DeltaInfo;
import dev.silt.DiffResult;
import java.util.List;

/** Tables of what a delta is made of and what making it took. */
final class Tally {

  private Tally() {}

  /** {@return what the streams of contents cost} */
  static Table streams(List<DeltaInfo.Stream> streams) {
    Table table = new Table("lrrr").row("stream", "bytes", "decoded", "of it");
    for (DeltaInfo.Stream stream : streams) {
      table.row(
          stream.name(),
          Sizes.count(stream.length()),
          Sizes.count(stream.decodedLength()),
          Sizes.percent(stream.length(), stream.decodedLength()));
    }
    return table;
  }

  /** {@return ops by kind} */
  static Table operations(List<DeltaInfo.Operation> operations) {
    Table table = new Table("lrr").row("op", "count", "bytes made");
    for (DeltaInfo.Operation operation : operations) {
      table.row(operation.name(), Sizes.count(operation.count()), Sizes.count(operation.length()));
    }
    return table;
  }

  /** {@return what took how long} */
  static Table stages(List<DiffResult.Stage> stages) {
    Table table = new Table("lrr").row("stage", "time", "bytes in");
    for (DiffResult.Stage stage : stages) {
      table.row(stage.name(), Sizes.seconds(stage.nanos()), Sizes.count(stage.length()));
    }
    return table;
  }

  /** {@return why archives are not seen through, in words} */
  static String opaque(String reason) {
    return switch (reason) {
      case "irregular" -> "irregular";
      case "encoder" -> "another encoder";
      case "method" -> "not deflated";
      case "gain" -> "nothing gained";
      case "limit" -> "over a limit";
      case "untried" -> "not tried";
      default -> reason;
    };
  }

  /** {@return what became of archives} */
  static Table archives(DiffResult.Archives archives) {
    Table table =
        new Table("lr")
            .row("archives seen through", Sizes.count(archives.unpackedCount()))
            .row("new members of these", Sizes.count(archives.memberCount()));
    for (DeltaInfo.Opaque opaque : archives.opaque()) {
      table.row("not: " + opaque(opaque.reason()), Sizes.count(opaque.count()));
    }
    return table;
  }

  /** {@return how often the hashes told the truth} */
  static Table matches(DiffResult result) {
    return new Table("lr")
        .row("candidates", Sizes.count(result.candidateCount()))
        .row("false ones", Sizes.count(result.falseMatchCount()));
  }
}
