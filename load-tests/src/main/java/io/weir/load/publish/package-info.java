/**
 * A schedule in, events on their topics out.
 */
@NullMarked
package io.weir.load.publish;

import org.jspecify.annotations.NullMarked;
