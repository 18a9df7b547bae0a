package shop.common.security;

import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells who came in. */
@RestController
class Doors {

    @GetMapping({"/shop/me", "/ops/me"})
    Caller me(Authentication authentication) {
        return Caller.of(authentication);
    }
}
