package shop.gateway.routes;

import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Lets the table's paths be bound as patterns; a wrong one stops the start. */
@Component
@ConfigurationPropertiesBinding
class PathPatterns implements Converter<String, PathPattern> {

    @Override
    public PathPattern convert(String path) {
        return PathPatternParser.defaultInstance.parse(path);
    }
}
