package io.ringkeeper.balancer.accesslog;

import java.util.Set;

/** Makes a line of an entry. Confined to the writer's thread. */
sealed interface Format permits JsonFormat, CombinedFormat {

  /** The texts that it writes. */
  Set<Entry.Text> texts();

  /** Appends the line with its end. */
  void append(Entry entry, long millis, Lines to);
}
