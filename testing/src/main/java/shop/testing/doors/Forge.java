package shop.testing.doors;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.PlainHeader;
import com.nimbusds.jose.PlainObject;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Makes tokens of claims, rightly or wrongly. */
record Forge(RSAKey key) {

    String signed(Map<String, Object> claims) {
        return signed(claims, header -> header);
    }

    String typed(String type, Map<String, Object> claims) {
        return signed(claims, header -> header.type(new JOSEObjectType(type)));
    }

    /** Says that who does not understand the header {@code x} must refuse the token. */
    String critical(Map<String, Object> claims) {
        return signed(claims, header -> header.criticalParams(Set.of("x")).customParam("x", 1));
    }

    String signedAs(JWSAlgorithm algorithm, Map<String, Object> claims) {
        return signed(new JWSHeader.Builder(algorithm), claims, rsa(key));
    }

    /** The oldest trick: the public key, which everybody knows, as the secret of an HMAC. */
    String signedWithPublicKeyAsSecret(Map<String, Object> claims) {
        try {
            return signed(
                    new JWSHeader.Builder(JWSAlgorithm.HS256),
                    claims,
                    new MACSigner(key.toRSAPublicKey().getEncoded()));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signed with another key, under the name of the issuer's. */
    String signedByAnImpostor(Map<String, Object> claims) {
        try {
            return signed(
                    new JWSHeader.Builder(JWSAlgorithm.RS256),
                    claims,
                    rsa(new RSAKeyGenerator(2048).generate()));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String unsigned(Map<String, Object> claims) {
        return new PlainObject(new PlainHeader(), new Payload(claims)).serialize();
    }

    private String signed(Map<String, Object> claims, UnaryOperator<JWSHeader.Builder> more) {
        return signed(more.apply(new JWSHeader.Builder(JWSAlgorithm.RS256)), claims, rsa(key));
    }

    private String signed(JWSHeader.Builder header, Map<String, Object> claims, JWSSigner signer) {
        try {
            JWSObject token =
                    new JWSObject(header.keyID(key.getKeyID()).build(), new Payload(claims));
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWSSigner rsa(RSAKey key) {
        try {
            return new RSASSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
