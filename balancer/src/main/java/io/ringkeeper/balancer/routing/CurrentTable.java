package io.ringkeeper.balancer.routing;

/**
 * The one word between the planes: the control thread writes it, everybody reads it. A volatile
 * field and no more.
 */
public class CurrentTable {

  private volatile RoutingTable table;

  public CurrentTable(RoutingTable table) {
    this.table = table;
  }

  public RoutingTable get() {
    return table;
  }

  /** Control thread only. */
  public void publish(RoutingTable next) {
    table = next;
  }
}
