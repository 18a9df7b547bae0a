package shop.common.problem;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import shop.common.money.Money;

/** Something to fill in, rightly or wrongly. */
@RestController
@RequestMapping("/open/forms")
class Forms {

    record Line(
            @NotBlank(message = "says what") String what,
            @Min(value = 1, message = "is at least 1") @Max(10) int quantity) {}

    record Form(
            @NotEmpty List<@NotNull(message = "is not a line") @Valid Line> lines, Money limit) {}

    record Filter(int most, String word) {}

    @PostMapping
    Form fill(@Valid @RequestBody Form form) {
        return form;
    }

    @PutMapping
    Form replace(
            @RequestParam @Max(value = 9, message = "is at most 9") int version,
            @Valid @RequestBody Form form) {
        return form;
    }

    @GetMapping
    int size(@RequestParam @Min(value = 1, message = "is at least 1") int size) {
        return size;
    }

    @GetMapping("/filtered")
    Filter filter(Filter filter) {
        return filter;
    }

    @GetMapping("/needing")
    String need(@RequestHeader("X-Needed") String needed) {
        return needed;
    }

    @GetMapping(value = "/{id}")
    Form find(@PathVariable UUID id) {
        throw Problems.notFound("The form " + id);
    }
}
