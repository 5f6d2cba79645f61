package dev.silt.delta;

/**
 * Who owns a node.
 *
 * @param uid number of the user, below 2^32
 * @param gid number of the group, below 2^32
 */
public record NodeOwner(long uid, long gid) {}
