/**
 * The same messages by Weir's codecs and as JSON in, their bytes and what two processes take to exchange them out.
 */
@NullMarked
package io.weir.load.bus;

import org.jspecify.annotations.NullMarked;
