package shop.common.remote;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells what became of the caller's deadline. */
@RestController
@RequestMapping("/open/deadline")
class Lateness {

    static final AtomicInteger BEGUN = new AtomicInteger();

    @GetMapping("/left")
    String left() {
        BEGUN.incrementAndGet();
        Deadline deadline = Deadline.current();
        return deadline == null ? "none" : Long.toString(deadline.left().toMillis());
    }

    @GetMapping("/passed")
    String passed() {
        Deadline deadline = Deadline.current();
        await().until(() -> deadline != null && deadline.left().isNegative());
        Deadline.check();
        return "too late";
    }
}
