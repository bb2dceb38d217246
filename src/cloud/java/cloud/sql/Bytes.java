package cloud.sql;

import static cloud.sql.EngineFunctions.invalid;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jpountz.xxhash.XXHashFactory;

/** Trino's functions of bytes; bytes come and go as hexadecimal digits. */
final class Bytes {
    private static final HexFormat HEX = HexFormat.of();

    private Bytes() {}

    static String digest(String algorithm, String hex) {
        try {
            return HEX.formatHex(MessageDigest.getInstance(algorithm).digest(HEX.parseHex(hex)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String mac(String algorithm, String hex, String key) {
        if (key.isEmpty()) {
            throw invalid("Empty key");
        }
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(HEX.parseHex(key), algorithm));
            return HEX.formatHex(mac.doFinal(HEX.parseHex(hex)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Long crc32(String hex) {
        CRC32 crc = new CRC32();
        crc.update(HEX.parseHex(hex));
        return crc.getValue();
    }

    static String xxHash64(String hex) {
        byte[] bytes = HEX.parseHex(hex);
        return HEX.toHexDigits(XXHashFactory.safeInstance().hash64().hash(bytes, 0, bytes.length, 0));
    }

    static String toBase64Url(String hex) {
        return Base64.getUrlEncoder().encodeToString(HEX.parseHex(hex));
    }

    static String fromBase64Url(String base64) {
        try {
            return HEX.formatHex(Base64.getUrlDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
    }

    static String ofNumber(long number) {
        return HEX.toHexDigits(number);
    }

    static Long toNumber(String hex) {
        if (hex.length() != 2 * Long.BYTES) {
            throw invalid("expected 8-byte input, but got instead: " + hex.length() / 2);
        }
        return new BigInteger(HEX.parseHex(hex)).longValue();
    }
}
