package io.ringkeeper.balancer.accesslog;

import io.ringkeeper.balancer.time.WallClock;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** It is 2026-01-02T03:04:05.678Z all the time, two hours east of Greenwich. */
public final class NewYear implements WallClock {

  @Override
  public long millis() {
    return 1_767_323_045_678L;
  }

  @Override
  public ZoneId zone() {
    return ZoneOffset.ofHours(2);
  }
}
