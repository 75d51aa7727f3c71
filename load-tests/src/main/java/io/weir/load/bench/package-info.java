/**
 * Benchmarks of single steps in one JVM, run by JMH: {@code java -cp weir-load.jar org.openjdk.jmh.Main}.
 */
@NullMarked
package io.weir.load.bench;

import org.jspecify.annotations.NullMarked;
