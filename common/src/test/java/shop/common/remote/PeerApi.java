package shop.common.remote;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** A call of every kind that an HTTP service may have. */
@HttpExchange("/thing")
interface PeerApi {

    record Thing(String name) {}

    @GetExchange
    Thing get();

    @HttpExchange(method = "HEAD")
    HttpHeaders head();

    @PutExchange
    ResponseEntity<Thing> put();

    @DeleteExchange
    void delete();

    @PostExchange
    ResponseEntity<Void> post();

    @PostExchange
    Thing postOnce(@RequestHeader("Idempotency-Key") String key);
}
