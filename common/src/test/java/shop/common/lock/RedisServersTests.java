package shop.common.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/** What is said to Redisson of every kind of Redis; {@link TlsIT} and others try some of them. */
class RedisServersTests {

    private static final List<DataRedisConnectionDetails.Node> NODES =
            List.of(
                    new DataRedisConnectionDetails.Node("one", 26379),
                    new DataRedisConnectionDetails.Node("::1", 26380));

    private final Locale usual = Locale.getDefault();

    @AfterEach
    void resetLocale() {
        Locale.setDefault(usual);
    }

    private static DataRedisConnectionDetails at(String host) {
        return new DataRedisConnectionDetails() {
            @Override
            public Standalone getStandalone() {
                return Standalone.of(host, 6379, 3);
            }
        };
    }

    private static String address(Config config) {
        return config.useSingleServer().getAddress();
    }

    @Test
    void namesOneServerAndItsDatabase() {
        Config config = RedisServers.of(at("redis.example.com"), null);

        assertThat(address(config)).isEqualTo("redis://redis.example.com:6379");
        assertThat(config.useSingleServer().getDatabase()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "[::1]"})
    void putsAnIpv6AddressInBrackets(String host) {
        assertThat(address(RedisServers.of(at(host), null))).isEqualTo("redis://[::1]:6379");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"fa-IR", "bn-BD", "ar-EG", "mr-IN", "ne-NP", "tr-TR", "th-TH-u-nu-thai"})
    void writesAddressesInTheSameDigitsInEveryLanguage(String language) {
        Locale.setDefault(Locale.forLanguageTag(language));

        assertThat(address(RedisServers.of(at("localhost"), null)))
                .isEqualTo("redis://localhost:6379");
    }

    @Test
    void entersServersAndSentinelsByTheNamesAndPasswordsOfEach() {
        DataRedisConnectionDetails details =
                new DataRedisConnectionDetails() {
                    @Override
                    public String getUsername() {
                        return "locker";
                    }

                    @Override
                    public String getPassword() {
                        return "p@ss:/#%41";
                    }

                    @Override
                    public Sentinel getSentinel() {
                        return new Watch();
                    }
                };

        Config config = RedisServers.of(details, SslBundle.systemDefault());

        assertThat(config.getUsername()).isEqualTo("locker");
        assertThat(config.getPassword()).isEqualTo("p@ss:/#%41");
        var sentinels = config.useSentinelServers();
        assertThat(sentinels.getMasterName()).isEqualTo("shop");
        assertThat(sentinels.getDatabase()).isEqualTo(5);
        assertThat(sentinels.getSentinelUsername()).isEqualTo("watcher");
        assertThat(sentinels.getSentinelPassword()).isEqualTo("an/other");
        assertThat(sentinels.getSentinelAddresses())
                .containsExactly("rediss://one:26379", "rediss://[::1]:26380");
        assertThat(config.getSslTrustManagerFactory()).isNotNull();
    }

    private record Watch() implements DataRedisConnectionDetails.Sentinel {

        @Override
        public int getDatabase() {
            return 5;
        }

        @Override
        public String getMaster() {
            return "shop";
        }

        @Override
        public List<DataRedisConnectionDetails.Node> getNodes() {
            return NODES;
        }

        @Override
        public String getUsername() {
            return "watcher";
        }

        @Override
        public String getPassword() {
            return "an/other";
        }
    }

    @Test
    void findsAllNodesOfACluster() {
        DataRedisConnectionDetails details =
                new DataRedisConnectionDetails() {
                    @Override
                    public Cluster getCluster() {
                        return () -> NODES;
                    }
                };

        assertThat(RedisServers.of(details, null).useClusterServers().getNodeAddresses())
                .containsExactly("redis://one:26379", "redis://[::1]:26380");
    }

    @Test
    void findsAMasterAndItsReplicas() {
        DataRedisConnectionDetails details =
                new DataRedisConnectionDetails() {
                    @Override
                    public MasterReplica getMasterReplica() {
                        return () -> NODES;
                    }
                };

        assertThat(RedisServers.of(details, null).useReplicatedServers().getNodeAddresses())
                .containsExactly("redis://one:26379", "redis://[::1]:26380");
    }

    @Test
    void speaksTlsWhenTheUrlSaysSo() {
        RedissonClient client =
                new LockAutoConfiguration()
                        .redisson(at("localhost"), "rediss://:secret@localhost:6379/3");

        assertThat(address(client.getConfig())).isEqualTo("rediss://localhost:6379");
        client.shutdown();
    }
}
