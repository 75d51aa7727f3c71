/**
 * What tests need beyond a JDK and Maven: the name of a program in, the program or a running server out. Nothing here
 * is ever skipped: what cannot be had fails the build and names the package to install. Only networks that are cut need
 * root, and tests without it say loudly what they did not test.
 */
package io.weir.testing;
