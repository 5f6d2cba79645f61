package dev.silt.tar;

import java.util.Arrays;

/** What nearly all entries of a layer share; kept once for all of them. */
@SuppressWarnings("ArrayRecordComponent") // equality below is by content
record Owner(long uid, long gid, byte[] userName, byte[] groupName, long major, long minor) {

  @Override
  public boolean equals(Object other) {
    return other instanceof Owner that
        && uid == that.uid
        && gid == that.gid
        && major == that.major
        && minor == that.minor
        && Arrays.equals(userName, that.userName)
        && Arrays.equals(groupName, that.groupName);
  }

  @Override
  public int hashCode() {
    long hash = ((uid * 31 + gid) * 31 + major) * 31 + minor;
    return (Long.hashCode(hash) * 31 + Arrays.hashCode(userName)) * 31 + Arrays.hashCode(groupName);
  }
}
