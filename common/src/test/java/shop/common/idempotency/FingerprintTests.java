package shop.common.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FingerprintTests {

    private static final String PATH = "/api/orders";

    /** A request as one version of a service knows it. */
    record Request(List<Line> lines) {

        record Line(String sku, int quantity) {}
    }

    /** And as the next one does. */
    record NextRequest(@Nullable String note, List<NextLine> lines, @Nullable Integer gift) {

        record NextLine(String sku, int quantity, @Nullable String engraving) {}
    }

    private static final Request REQUEST = new Request(List.of(new Request.Line("tea", 2)));

    private static NextRequest next(@Nullable String note) {
        return new NextRequest(note, List.of(new NextRequest.NextLine("tea", 2, null)), null);
    }

    @Test
    void isTheSameForAVersionThatKnowsMoreFields() {
        assertThat(Fingerprint.of(PATH, next(null))).isEqualTo(Fingerprint.of(PATH, REQUEST));
    }

    @Test
    void isAnotherWhenANewFieldIsUsed() {
        assertThat(Fingerprint.of(PATH, next("by hand")))
                .isNotEqualTo(Fingerprint.of(PATH, next(null)));
    }

    /** What is in tables everywhere: if this fails, replays fail for seven days after a release. */
    @Test
    void staysAsItIsKeptInTables() {
        assertThat(HexFormat.of().formatHex(Fingerprint.of(PATH, REQUEST)))
                .isEqualTo("137790953cae2c1406743b53a69d7362e4de814306e1480b249e5fe08001a26b");
    }
}
