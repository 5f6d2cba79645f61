package dev.silt.cli.demo;

import java.time.Instant;

/**
 * One release of the demo's application.
 *
 * @param version the Spring Boot release whose dependency management gives all versions
 * @param built when the image claims to have been built
 */
public record Release(String version, Instant built) {

  /** What the receiver of the demo's delta has. */
  static final Release BASE = new Release("3.5.6", Instant.parse("2025-09-19T08:30:00Z"));

  /** What it is to have: five weeks of security and bug fixes later. */
  static final Release TARGET = new Release("3.5.7", Instant.parse("2025-10-24T08:30:00Z"));
}
