package dev.silt.delta;

import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.hash.Digest;
import java.io.IOException;

/**
 * What the TREE section says of the trees as a whole.
 *
 * @param ownContentCount new contents that only the tree needs; the last ones
 * @param placedLength bytes of all contents of placed files: what an update writes
 * @param placedDigest SHA-256 of the SHA-256s of all placed files that have content, in order
 * @param baseCount paths of the base's tree
 * @param baseDigest of {@link BaseListing}
 * @param checkedDigest {@link PathDigest} of the SHA-256s of all checked items
 * @param memberDigest {@link PathDigest} of the paths of all members of time sets
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record TreeTotals(
    int ownContentCount,
    long placedLength,
    Digest placedDigest,
    int baseCount,
    byte[] baseDigest,
    byte[] checkedDigest,
    byte[] memberDigest) {

  void write(PayloadWriter out) {
    out.number(ownContentCount);
    out.number(placedLength);
    out.sha256(placedDigest);
    out.number(baseCount);
    out.append(baseDigest);
    out.append(checkedDigest);
    out.append(memberDigest);
  }

  static TreeTotals read(PayloadReader in, Limits limits) throws IOException {
    return new TreeTotals(
        in.count("contents of a tree", limits.entryCount(), "entryCount"),
        LimitExceededException.check(
            "bytes of a tree", in.number(), limits.imageLength(), "imageLength"),
        in.sha256(),
        in.count("paths of a tree", limits.entryCount(), "entryCount"),
        in.bytes(TreePart.DIGEST_LENGTH),
        in.bytes(TreePart.DIGEST_LENGTH),
        in.bytes(TreePart.DIGEST_LENGTH));
  }
}
