package io.weir.outbound;

import io.weir.template.Origin;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which addresses a name may lead to. Every origin that is called stands in {@code actions.allow}, so its name may be
 * loopback or private; but no name leads to addresses that no service has: link-local ones (where clouds keep their
 * credentials), multicast, unspecified, reserved. Those are called only where the list has the address itself.
 */
final class AddressRule {

    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    /** RFC 6890 and its registries, but for loopback, private and shared addresses. */
    private static final List<Block> FORBIDDEN = List.of(
            new Block("0.0.0.0", 8),
            new Block("169.254.0.0", 16),
            new Block("192.0.0.0", 24),
            new Block("192.0.2.0", 24),
            new Block("192.88.99.0", 24),
            new Block("198.51.100.0", 24),
            new Block("203.0.113.0", 24),
            new Block("224.0.0.0", 3),
            new Block("::", 128),
            new Block("100::", 64),
            new Block("2001::", 23),
            new Block("2001:db8::", 32),
            new Block("fe80::", 10),
            new Block("ff00::", 8));

    /** IPv6 addresses that carry an IPv4 address: compatible, translated (RFC 6052), 6to4; and where it begins. */
    private static final List<Embedding> EMBEDDED = List.of(
            new Embedding(new Block("::", 96), 12),
            new Embedding(new Block("64:ff9b::", 96), 12),
            new Embedding(new Block("2002::", 16), 2));

    private AddressRule() {}

    /** The address that an origin names itself, without asking anyone; empty when it has a name. */
    static Optional<InetAddress> literal(Origin origin) {
        String host = origin.host();
        return host.contains(":") || IPV4.matcher(host).matches() ? parsed(host) : Optional.empty();
    }

    /** Whether an address that a name leads to may be called. */
    static boolean allows(InetAddress address) {
        return FORBIDDEN.stream().noneMatch(block -> block.has(address)) && allowsEmbedded(address);
    }

    private static boolean allowsEmbedded(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean loopback = address.isLoopbackAddress();
        return address instanceof Inet4Address
                || loopback
                || EMBEDDED.stream()
                        .filter(embedding -> embedding.block().has(address))
                        .allMatch(
                                embedding -> allows(of(Arrays.copyOfRange(bytes, embedding.at(), embedding.at() + 4))));
    }

    /** Digits, dots and colons are looked up nowhere. */
    private static Optional<InetAddress> parsed(String literal) {
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
        }
    }

    private record Embedding(Block block, int at) {}

    /** Addresses with equal first bits. */
    private record Block(byte[] first, int bits) {

        Block(String first, int bits) {
            this(parsed(first).orElseThrow().getAddress(), bits);
        }

        boolean has(InetAddress address) {
            byte[] other = address.getAddress();
            if (other.length != first.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((other[bit / 8] & mask) != (first[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
