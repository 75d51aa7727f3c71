/** Programs in other languages beside a node, and verticles in them within it, all run for real. */
package io.weir.polyglot;
