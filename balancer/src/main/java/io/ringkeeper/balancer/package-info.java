/** The composition root: joins the data plane, the control plane, an engine and the admin side. */
@NullMarked
package io.ringkeeper.balancer;

import org.jspecify.annotations.NullMarked;
