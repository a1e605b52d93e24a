/** The contract's endpoints, the admin port, and what they answer. */
@NullMarked
package io.ringkeeper.balancer.admin;

import org.jspecify.annotations.NullMarked;
