package io.ringkeeper.balancer;

import java.nio.file.Path;

/**
 * What becomes of replicas that can outlive the balancer.
 *
 * @param fleet the name that the next balancer knows them by
 * @param stateDir where it is written down which of them are wanted
 * @param onExit whether they are kept when this balancer is asked to end; if not, they are removed
 */
record Keeping(String fleet, Path stateDir, boolean onExit) {}
