/** Commands in; durable actions, attempts and outcomes out. A stage: it meets the others on the bus only. */
@NullMarked
package io.weir.action;

import org.jspecify.annotations.NullMarked;
