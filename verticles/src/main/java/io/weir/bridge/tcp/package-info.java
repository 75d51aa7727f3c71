/**
 * Frames of programs in any language in, messages of the event bus out, and back: four bytes of length, then a JSON
 * object with {@code type}, {@code address}, {@code replyAddress}, {@code headers} and {@code body}.
 *
 * <p>The protocol is that of {@code vertx-tcp-eventbus-bridge}, so that its clients work as they are; the library itself
 * cannot stand where strangers reach it. It gathers what a client announces, two gigabytes if need be; takes a negative
 * length for a text and an unknown type for an exception; holds registrations, replies that nobody gives and what a client
 * does not read without bound; and knows no client until its first frame is on the bus. A guard before it would have to
 * parse every frame a second time and could bound none of what is behind it, so that this package speaks the protocol
 * itself; a test holds the two together.
 */
@NullMarked
package io.weir.bridge.tcp;

import org.jspecify.annotations.NullMarked;
