package shop.gateway.problems;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import shop.edge.ProblemType;

/** The page behind every problem's {@code type}. */
@RestController
class ProblemPages {

    @GetMapping(path = "/problems/{slug}", produces = MediaType.TEXT_HTML_VALUE + ";charset=utf-8")
    String page(@PathVariable String slug) {
        return ProblemType.ofSlug(slug)
                .map(ProblemPages::html)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String html(ProblemType type) {
        return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>%1$s</title>
          <link rel="stylesheet" href="/shop.css">
        </head>
        <body>
          <h1>%1$s</h1>
          <p><code>%2$s</code> <code>/problems/%3$s</code></p>
          <h2>What it means</h2>
          <p>%4$s</p>
          <h2>What to do</h2>
          <p>%5$s</p>
          <p><a href="/">The shop</a></p>
        </body>
        </html>
        """
                .formatted(type.title(), type.status(), type.slug(), type.meaning(), type.advice());
    }
}
