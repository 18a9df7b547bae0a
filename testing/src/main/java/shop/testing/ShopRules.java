package shop.testing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What holds for the code of every servlet application: {@code ArchTests.in(ShopRules.class)}. */
public final class ShopRules {

    /** Only HTTP service groups are guarded, so no call, and no client for one, is made by hand. */
    @ArchTest
    public static final ArchRule CALLS_GO_THROUGH_GUARDED_GROUPS =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("shop.common.remote..", "shop.common.security..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                            "java.net.http..",
                                            "org.springframework.http.client..",
                                            "org.springframework.web.reactive.function.client..",
                                            "org.springframework.web.service.invoker..",
                                            "org.apache.hc..",
                                            "okhttp3..")
                                    .or(nameMatching("java\\.net\\.(Http)?URLConnection"))
                                    .or(
                                            nameMatching(
                                                    "org\\.springframework\\.web\\.client"
                                                            + "\\.Rest(Client|Template|Operations)"
                                                            + "(\\$.*|Builder)?")))
                    .because("a call that is not made through an HTTP service group has no guards");

    @ArchTest
    public static final ArchRule DEPENDENCIES_COME_THROUGH_CONSTRUCTORS =
            GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

    @ArchTest
    public static final ArchRule LOGS_GO_THROUGH_SLF4J =
            GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    public static final ArchRule NOTHING_IS_PRINTED =
            GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    public static final ArchRule PAUSES_NAME_THEIR_UNIT =
            noClasses()
                    .should()
                    .callMethod(Thread.class, "sleep", long.class)
                    .because("TimeUnit.sleep says what the number means");

    @ArchTest
    public static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS =
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith("Impl")
                    .orShould()
                    .haveSimpleNameEndingWith("Manager")
                    .orShould()
                    .haveSimpleNameEndingWith("Dto")
                    .orShould()
                    .haveSimpleNameEndingWith("Helper")
                    .orShould()
                    .haveNameMatching(".*Utils?");

    private static final Pattern ALL_COLUMNS =
            Pattern.compile(
                    "\\b(SELECT|RETURNING)\\s[\\x20-\\x7e\\s]*?(?<=[\\s.,])\\*\\s*(,|\\bFROM\\b|[^\\x20-\\x7e])",
                    Pattern.CASE_INSENSITIVE);

    /**
     * A column that another version adds must not change what a prepared statement returns:
     * PostgreSQL refuses to go on with it, within a transaction for good.
     */
    @ArchTest
    public static void statementsNameTheirColumns(JavaClasses classes) throws IOException {
        for (JavaClass type : classes) {
            try (InputStream code = type.getSource().orElseThrow().getUri().toURL().openStream()) {
                String constants = new String(code.readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(ALL_COLUMNS.matcher(constants).results().map(MatchResult::group))
                        .as("statements of %s that select *", type.getName())
                        .isEmpty();
            }
        }
    }

    private ShopRules() {}
}
