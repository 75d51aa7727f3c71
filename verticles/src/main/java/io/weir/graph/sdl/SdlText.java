package io.weir.graph.sdl;

/**
 * SDL from a file or from elsewhere.
 *
 * @param name what problems give as its place: the file as the user named it, or who sent it
 * @param text the SDL
 */
public record SdlText(String name, String text) {}
