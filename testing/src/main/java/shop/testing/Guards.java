package shop.testing;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;
import org.springframework.web.service.registry.HttpServiceProxyRegistry;

/**
 * Walks a running service and finds the calls to others that nothing would stop, and the breakers
 * that are named and not configured, or the reverse.
 */
public final class Guards {

    /** Configured for every service, and used by those that lock or cache. */
    private static final Set<String> MECHANISMS = Set.of("redis-locks", "redis-cache");

    private final ApplicationContext service;
    private final CircuitBreakerRegistry breakers;
    private final Set<String> groups;
    private final List<String> missing = new ArrayList<>();

    private Guards(ApplicationContext service) {
        this.service = service;
        this.breakers = service.getBean(CircuitBreakerRegistry.class);
        this.groups =
                service.getBeanProvider(HttpServiceProxyRegistry.class).stream()
                        .flatMap(registry -> registry.getGroupNames().stream())
                        .collect(Collectors.toSet());
    }

    /** What is not as it should be, in sentences; nothing is really called. */
    public static List<String> missing(ApplicationContext service) {
        Guards guards = new Guards(service);
        guards.lookAtNames(
                "breaker",
                "resilience4j.circuitbreaker.instances",
                guards.breakers.getAllCircuitBreakers().stream().map(CircuitBreaker::getName),
                MECHANISMS);
        guards.lookAtNames(
                "bulkhead",
                "resilience4j.bulkhead.instances",
                service.getBean(BulkheadRegistry.class).getAllBulkheads().stream()
                        .map(Bulkhead::getName),
                Set.of());
        guards.groups.forEach(guards::lookAtCalls);
        return guards.missing;
    }

    private void lookAtNames(
            String what, String property, Stream<String> named, Set<String> mechanisms) {
        Set<String> configured =
                Binder.get(service.getEnvironment())
                        .bind(property, Bindable.mapOf(String.class, Object.class))
                        .orElse(Map.of())
                        .keySet();
        Stream.concat(named, groups.stream())
                .distinct()
                .filter(name -> !configured.contains(name))
                .forEach(name -> missing.add("the %s %s is not configured".formatted(what, name)));
        Set<String> unused = new HashSet<>(configured);
        unused.removeAll(groups);
        unused.removeAll(mechanisms);
        unused.forEach(name -> missing.add("nothing asks the %s %s".formatted(what, name)));
    }

    /** While its breaker is open, no method of a group may send anything. */
    private void lookAtCalls(String group) {
        HttpServiceProxyRegistry clients = service.getBean(HttpServiceProxyRegistry.class);
        CircuitBreaker breaker = breakers.circuitBreaker(group);
        breaker.transitionToForcedOpenState();
        try {
            for (Class<?> type : clients.getClientTypesInGroup(group)) {
                Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> !isStopped(clients.getClient(group, type), method))
                        .forEach(method -> missing.add("nothing stops " + method));
            }
        } finally {
            breaker.reset();
        }
    }

    private static boolean isStopped(Object client, Method method) {
        try {
            method.setAccessible(true);
            Object[] arguments =
                    Arrays.stream(method.getParameterTypes()).map(Guards::anything).toArray();
            method.invoke(client, arguments);
            return false;
        } catch (InvocationTargetException e) {
            return e.getCause() instanceof CallNotPermittedException;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(method.toString(), e);
        }
    }

    private static @Nullable Object anything(Class<?> type) {
        if (type.equals(UUID.class)) {
            return UUID.randomUUID();
        } else if (type.equals(List.class)) {
            return List.of("x");
        } else if (type.isRecord()) {
            return emptyRecord(type);
        } else {
            return "x";
        }
    }

    private static Object emptyRecord(Class<?> type) {
        Class<?>[] types =
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(new Object[types.length]);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.toString(), e);
        }
    }
}
