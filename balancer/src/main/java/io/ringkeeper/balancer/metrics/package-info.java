/** Every metric, declared once. */
@NullMarked
package io.ringkeeper.balancer.metrics;

import org.jspecify.annotations.NullMarked;
