package shop.common.database;

import java.util.TimeZone;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.context.ApplicationListener;

/**
 * A service lives in UTC. The driver names the JVM's time zone when it connects, and PostgreSQL
 * turns it away if it does not know the name, as Debian's does not know {@code Asia/Calcutta}.
 */
final class UniversalTime implements ApplicationListener<ApplicationStartingEvent> {

    @Override
    public void onApplicationEvent(ApplicationStartingEvent event) {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }
}
