package shop.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.UriComponentsBuilder;

class RequestTargetTests {

    @ParameterizedTest
    @CsvSource({
        "/api/products?q=%74ea&utm=YQ==, /api/products?q=%74ea&utm=YQ%3D%3D",
        "/api/products?filter[q]=a|b,    /api/products?filter%5Bq%5D=a%7Cb",
        "/a?a=b=c&d=e=f&=,               /a?a=b%3Dc&d=e%3Df&=",
        "/a?q={\"a\":1}^`\\<>,           /a?q=%7B%22a%22:1%7D%5E%60%5C%3C%3E",
        "/a?q=a+b?/c:@&d,                /a?q=a+b?/c:@&d",
        "/a[b]|c,                        /a%5Bb%5D%7Cc",
        "/a?q=\u00c3\u00a9,              /a?q=%C3%A9",
        "http://shop:80/a?b,             /a?b",
        "HTTPS://shop?b,                 /?b",
        "http://shop,                    /",
        "http://[::1]:8080/a?b,          /a?b",
        "http://shop:/a,                 /a",
        "/a?q=%,                         /a?q=%25",
    })
    void escapesWhatHasToBe(String target, String escaped) {
        assertThat(RequestTarget.escaped(target)).isEqualTo(escaped);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a?q=%74&utm=YQ==", "/a?[x]={1}&b=%5B", "/a|b/%20c?d=\\=|^`"})
    void isTakenForEscapedByTheUriBuilder(String target) {
        URI escaped = URI.create("http://shop" + RequestTarget.escaped(target));

        assertThat(UriComponentsBuilder.fromUri(escaped).build(true).toUri()).isEqualTo(escaped);
    }

    @ParameterizedTest
    @CsvSource({
        "/a/%FF?b, /a/%FF",
        "/a%zz b,  /a%25zz%20b",
        "bad,      /",
        "//a//b,   /a//b",
        "'',       /",
        "*,        /",
    })
    void hasAPathThatCanBeShown(String target, String path) {
        assertThat(RequestTarget.pathOf(target)).isEqualTo(path);
        assertThat(URI.create(RequestTarget.pathOf(target)).getRawPath()).isEqualTo(path);
    }
}
