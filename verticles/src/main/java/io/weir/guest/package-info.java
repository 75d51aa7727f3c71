/**
 * Verticles of the user in, deployed within the node: classes and scripts of any language of the JVM, from jars and folders
 * of theirs, each behind a class loader of its own. They are trusted as the node itself.
 */
@NullMarked
package io.weir.guest;

import org.jspecify.annotations.NullMarked;
