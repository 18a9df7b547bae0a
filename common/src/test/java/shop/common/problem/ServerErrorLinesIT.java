package shop.common.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import shop.common.TestService;
import shop.common.Web;
import shop.common.Web.Got;

/** No 5xx comes from nowhere: one line of the log bears its cause and the trace id. */
@TestService
@ExtendWith(OutputCaptureExtension.class)
class ServerErrorLinesIT {

    @LocalServerPort private int port;

    @ParameterizedTest
    @CsvSource({
        "500, /open/broken/state,        soon, IllegalStateException",
        "500, /open/broken/checked,      soon, SQLException",
        "500, /open/broken/error,        soon, StackOverflowError",
        "500, /open/broken/answer,       soon, HttpMessageNotWritableException",
        "500, /open/broken/sql,          soon, BadSqlGrammarException",
        "503, /open/broken/away/wait,    soon, AsyncRequestTimeoutException",
        "503, /open/broken/away/connect, soon, CannotGetJdbcConnectionException",
        "503, /open/broken/away/begin,   soon, CannotCreateTransactionException",
        "503, /open/broken/away/slow,    soon, QueryTimeoutException",
        "503, /open/broken/away/locked,  soon, CannotAcquireLockException",
        "503, /open/broken/peer,         soon, The peer: no instance is known",
        "503, /open/deadline/passed,     50,   within the deadline",
        "503, /open/deadline/left,       0,    within the deadline"
    })
    void everyServerErrorLeavesOneLine(
            int status, String path, String deadline, String cause, CapturedOutput output) {
        Got got = new Web(port).get(path, "X-Request-Deadline", deadline);

        assertThat(got.status()).isEqualTo(status);
        String trace = got.header("X-Trace-Id");
        assertThat(trace).matches("[0-9a-f]{32}");
        List<String> lines = output.getAll().lines().toList();
        List<String> told =
                lines.stream()
                        .filter(line -> line.contains(trace))
                        .filter(line -> line.contains(" WARN ") || line.contains("ERROR"))
                        .toList();
        assertThat(told).as("lines in the trace of %s", path).hasSize(1);
        String line = told.getFirst();
        assertThat(line).contains(status + " for ", path);
        // The cause is in the line, or right behind it with its stack trace.
        int at = lines.indexOf(line);
        assertThat(String.join("\n", lines.subList(at, Math.min(at + 4, lines.size()))))
                .contains(cause);
    }
}
