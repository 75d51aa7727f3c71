package io.weir.outbound;

import java.net.InetAddress;

/** Looks names up; may block. */
public interface Resolver {

    /** All addresses of a name; fails when there is none. */
    InetAddress[] addresses(String name) throws Exception;
}
