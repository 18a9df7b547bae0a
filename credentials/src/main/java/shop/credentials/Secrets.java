package shop.credentials;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Takes secrets letter by letter: where one holds <code>${…}</code>, Spring would look for a
 * property of that name, and not start.
 *
 * <p>Secrets are the files of a configuration tree, and the environment's variables whose names end
 * with {@code PASSWORD} or {@code SECRET}.
 */
final class Secrets implements EnvironmentPostProcessor, Ordered {

    /** What begins a placeholder; a placeholder for it makes it text. */
    private static final Pattern BRACE = Pattern.compile("(?<=\\$)\\{");

    private static final PropertySource<?> BRACES =
            new MapPropertySource("braces in secrets", Map.of("shop.brace", "{"));
    private static final String FOR_A_BRACE = "\\${shop.brace}";

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        MutablePropertySources sources = environment.getPropertySources();
        sources.addLast(BRACES);
        for (PropertySource<?> source : List.copyOf(sources.stream().toList())) {
            if (source instanceof ConfigTreePropertySource tree) {
                sources.replace(tree.getName(), new LiteralTree(tree));
            } else if (source instanceof SystemEnvironmentPropertySource variables) {
                sources.replace(variables.getName(), literal(variables));
            }
        }
    }

    private static PropertySource<?> literal(SystemEnvironmentPropertySource variables) {
        Map<String, Object> literal = new HashMap<>(variables.getSource());
        literal.replaceAll((name, value) -> isSecret(name) ? literal(value) : value);
        return literal.equals(variables.getSource())
                ? variables
                : new SystemEnvironmentPropertySource(variables.getName(), literal);
    }

    private static boolean isSecret(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.endsWith("PASSWORD") || upper.endsWith("SECRET");
    }

    private static Object literal(Object value) {
        Matcher braces = BRACE.matcher(value.toString());
        return braces.find() ? braces.replaceAll(FOR_A_BRACE) : value;
    }

    /** Behind what reads the files. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    private static final class LiteralTree
            extends EnumerablePropertySource<ConfigTreePropertySource> {

        LiteralTree(ConfigTreePropertySource tree) {
            super(tree.getName(), tree);
        }

        @Override
        public String[] getPropertyNames() {
            return source.getPropertyNames();
        }

        @Override
        public @Nullable Object getProperty(String name) {
            Object value = source.getProperty(name);
            return value == null ? null : literal(value);
        }
    }
}
