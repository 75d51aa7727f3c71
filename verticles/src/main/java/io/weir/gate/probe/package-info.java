/** Systems that are asked over HTTP: a write in, questions out until the answer shows it. */
@NullMarked
package io.weir.gate.probe;

import org.jspecify.annotations.NullMarked;
