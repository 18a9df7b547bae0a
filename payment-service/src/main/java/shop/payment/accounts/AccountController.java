package shop.payment.accounts;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import shop.common.idempotency.Answer;
import shop.common.idempotency.Fingerprint;
import shop.common.idempotency.IdempotencyKey;
import shop.common.idempotency.IdempotentRequests;
import shop.common.money.Money;
import shop.common.security.Caller;
import tools.jackson.databind.json.JsonMapper;

@RestController
class AccountController {

    private final Accounts accounts;
    private final IdempotentRequests requests;
    private final JsonMapper json;

    AccountController(Accounts accounts, IdempotentRequests requests, JsonMapper json) {
        this.accounts = accounts;
        this.requests = requests;
        this.json = json;
    }

    @GetMapping("/api/account")
    Account account(Authentication caller) {
        return accounts.of(Caller.of(caller).name());
    }

    @PostMapping("/api/accounts/{customer}/top-ups")
    @SecurityRequirement(name = "token", scopes = "ops")
    ResponseEntity<?> topUp(
            @Parameter(example = "alice")
                    @PathVariable
                    @Pattern(
                            regexp = "[A-Za-z0-9._@|+-]{1,64}",
                            message = "has 1 to 64 letters, digits, or . _ @ | + -")
                    String customer,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody TopUp topUp,
            Authentication caller) {
        Money amount = topUp.checkedAmount();
        return requests.once(
                IdempotencyKey.of(Caller.of(caller).name(), key),
                Fingerprint.of("/api/accounts/" + customer + "/top-ups", topUp),
                () -> created(accounts.topUp(customer, amount)));
    }

    private Answer created(Account account) {
        return new Answer(HttpStatus.CREATED.value(), json.writeValueAsString(account), null);
    }
}
