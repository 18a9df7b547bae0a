package shop.common.cache;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cache.support.NullValue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Values as JSON. What an earlier release wrote, with more or fewer components, cannot be read. */
final class EntryFormat {

    private static final Logger LOG = LoggerFactory.getLogger(EntryFormat.class);

    private final ObjectReader reader;
    private final ObjectWriter writer;

    EntryFormat(Class<?> type, JsonMapper json) {
        this.reader =
                json.readerFor(type)
                        .with(
                                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                                DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                                DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.writer = json.writerFor(type);
    }

    /** The value, {@link NullValue} for none, or null when it cannot be read. */
    @Nullable Object read(String text) {
        try {
            Object value = reader.readValue(text);
            return value == null ? NullValue.INSTANCE : value;
        } catch (JacksonException e) {
            LOG.warn("an entry of a cache cannot be read: {}", e.getOriginalMessage());
            return null;
        }
    }

    String write(Object value) {
        return NullValue.INSTANCE.equals(value) ? "null" : writer.writeValueAsString(value);
    }
}
