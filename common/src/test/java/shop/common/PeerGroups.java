package shop.common;

import java.util.stream.Stream;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.web.service.registry.AbstractHttpServiceRegistrar;

/** The HTTP service groups of the service under test, and one whose peer nobody knows. */
class PeerGroups extends AbstractHttpServiceRegistrar {

    @Override
    protected void registerHttpServices(GroupRegistry registry, AnnotationMetadata importing) {
        Stream.concat(Stubs.GROUPS.stream(), Stream.of("nobody"))
                .forEach(group ->
                        registry.forGroup(group).detectInBasePackages("shop.common.remote"));
    }
}
