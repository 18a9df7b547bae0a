package shop.common.crash;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;

@AutoConfiguration
@Profile("test")
class CrashAutoConfiguration {

    @Bean
    CrashPointsEndpoint crashPointsEndpoint() {
        return new CrashPointsEndpoint();
    }
}
