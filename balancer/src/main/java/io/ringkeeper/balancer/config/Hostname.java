package io.ringkeeper.balancer.config;

import java.util.regex.Pattern;

/** The names that replicas may have: good for DNS, Docker, URIs and files alike. */
public final class Hostname {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{1,62}");

  private Hostname() {}

  /** Whether a replica may have this name: {@code [A-Za-z0-9][A-Za-z0-9_.-]{1,62}}. */
  public static boolean isValid(String name) {
    return FORM.matcher(name).matches();
  }
}
