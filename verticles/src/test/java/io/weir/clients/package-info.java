/**
 * The node as the field's own clients see it: npm's packages in Node, a page in Chromium. A test tells a client what to
 * do and hears what came of it; nothing of the protocols is spoken here.
 */
package io.weir.clients;
