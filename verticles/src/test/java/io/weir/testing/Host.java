package io.weir.testing;

import java.util.List;

/** Where a test's program runs, as far as the network is concerned. */
public interface Host {

    /** This machine as every test knows it. */
    Host LOOPBACK = new Host() {
        @Override
        public String address() {
            return "127.0.0.1";
        }

        @Override
        public List<String> run(List<String> command) {
            return command;
        }
    };

    /** The address by which programs there are reached. */
    String address();

    /** A command that runs another one there. */
    List<String> run(List<String> command);
}
