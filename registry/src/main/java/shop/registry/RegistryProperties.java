package shop.registry;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The one account that may register, read and see the dashboard.
 *
 * @param user its name
 * @param password its password; there is none by default outside the demo profile
 */
@ConfigurationProperties("shop.registry")
record RegistryProperties(@DefaultValue("shop") String user, @Nullable String password) {

    String requiredPassword() {
        if (password == null || password.isBlank()) {
            throw new MissingSettingException("SHOP_REGISTRY_PASSWORD");
        }
        return password;
    }

    @Override
    public String toString() {
        return "RegistryProperties[user=%s, password=***]".formatted(user);
    }
}
