package shop.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Looks at texts of which each character is one byte. */
final class Bytes {

    private Bytes() {}

    /** Whether the bytes are UTF-8, and none of the characters they stand for is a control. */
    static boolean areText(ByteBuffer bytes) {
        try {
            return UTF_8.newDecoder().decode(bytes).chars().noneMatch(Character::isISOControl);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    static boolean areUtf8(ByteBuffer bytes) {
        try {
            UTF_8.newDecoder().decode(bytes);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    static boolean areAscii(String bytes) {
        return bytes.chars().allMatch(b -> b < 0x80);
    }
}
