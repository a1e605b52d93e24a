package io.ringkeeper.analysis.experiment;

import io.ringkeeper.analysis.system.Source;

/**
 * What every experiment goes by.
 *
 * @param requests of each measurement
 * @param trials of each kind of failure
 * @param rate of open loops, requests per second
 * @param seed of the random ids
 */
public record Scope(
    Source source, int requests, int trials, int rate, long seed, Progress progress) {}
