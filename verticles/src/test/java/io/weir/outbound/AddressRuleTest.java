package io.weir.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.template.Origin;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "127.0.0.1",
                "127.9.9.9",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "::1",
                "fd00::1",
                "2606:4700::1111",
                "::ffff:10.0.0.1",
                "64:ff9b::808:808",
                "2002:808:808::1"
            })
    void shouldAllowWhereAServiceMayBe(String address) throws Exception {
        assertThat(AddressRule.allows(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "169.254.169.254",
                "192.0.0.1",
                "192.0.2.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "fe80::1",
                "febf::1",
                "ff02::1",
                "2001:db8::1",
                "2001::1",
                "100::1",
                "::ffff:169.254.169.254",
                "::169.254.169.254",
                "::ffff:0.0.0.0",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1"
            })
    void shouldForbidWhereNoneIs(String address) throws Exception {
        assertThat(AddressRule.allows(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void shouldTellAddressesFromNames() {
        assertThat(literal("http://127.0.0.1")).isTrue();
        assertThat(literal("http://[::1]:8080")).isTrue();
        assertThat(literal("http://2130706433"))
                .as("one that some take for 127.0.0.1")
                .isFalse();
        assertThat(literal("http://127.1")).isFalse();
        assertThat(literal("http://999.0.0.1")).isFalse();
        assertThat(literal("http://localhost")).isFalse();
    }

    private static boolean literal(String origin) {
        return AddressRule.literal(Origin.parse(origin).orElseThrow()).isPresent();
    }
}
