/** Places in event streams as clients write them: in {@code Last-Event-ID}, in arguments and in extensions. */
@NullMarked
package io.weir.resume;

import org.jspecify.annotations.NullMarked;
