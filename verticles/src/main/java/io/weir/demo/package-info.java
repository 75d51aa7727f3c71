/**
 * What the demo adds to a node: employees that answer, change and are told about, and GitHub's webhooks played back. It
 * is at the event bus like any verticle of a user, and knows nothing of the node's inside.
 */
@NullMarked
package io.weir.demo;

import org.jspecify.annotations.NullMarked;
