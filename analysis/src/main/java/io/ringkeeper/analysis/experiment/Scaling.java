package io.ringkeeper.analysis.experiment;

import java.util.SortedMap;

/** how load, throughput and latency go with the number of servers. */
public record Scaling(Growth growth, SortedMap<Integer, Latency> latencies, long failed) {}
