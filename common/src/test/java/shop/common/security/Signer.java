package shop.common.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import shop.common.StubServer.Reply;

/** An issuer's key. */
record Signer(RSAKey key) {

    static Signer named(String id) {
        try {
            return new Signer(new RSAKeyGenerator(2048).keyID(id).generate());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static Reply jwks(Signer... signers) {
        List<RSAKey> keys = List.of(signers).stream().map(Signer::key).toList();
        return Reply.json(new JWKSet(List.copyOf(keys)).toString());
    }

    static JWTClaimsSet.Builder good(String issuer) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience("shop")
                .subject("alice")
                .claim("scope", "shop")
                .expirationTime(in(600));
    }

    static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    String sign(JWTClaimsSet.Builder claims) {
        return signAs(JWSAlgorithm.RS256, claims);
    }

    String signAs(JWSAlgorithm algorithm, JWTClaimsSet.Builder claims) {
        try {
            SignedJWT token =
                    new SignedJWT(
                            new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(),
                            claims.build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
