package routes.live;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.util.TimeUtils;
import routes.lang.Errors;
import routes.lang.Json;
import routes.lang.StartException;

/**
 * Which feed is heard, for which symbols, and with which key: what the settings say. The key is in no URI of Camel, which are logged and in
 * metrics, and {@link #masked} takes it out of what others say.
 */
public class LiveSettings {
    private static final List<String> WITH_KEY = List.of("finnhub", "alpaca", "massive");
    private static final List<String> FEEDS = List.of("finnhub", "alpaca", "massive", "binance", "coinbase", "generic");

    private String feed = "";
    private List<String> symbols = List.of();
    private String url = "";
    private String key = "";
    private String secret = "";
    private String keyFile = "";
    private String subscribe = "";
    private String pointers = "";
    private String priceFreeConditions = "";
    private Duration idleTimeout = Duration.ofSeconds(30);
    private Duration reconnectDelay = Duration.ofSeconds(1);
    private Duration longestReconnectDelay = Duration.ofMinutes(1);

    /** @throws StartException naming the setting and what is wrong with it */
    Feed open() {
        if (!FEEDS.contains(feed)) {
            throw new StartException("live.feed is '%s'; it can be %s".formatted(feed, String.join(", ", FEEDS)));
        }
        readKeyFile();
        if (symbols.isEmpty() && !feed.equals("generic")) {
            throw new StartException("live.symbols is blank: name the symbols as %s does, separated by commas".formatted(feed));
        }
        if (WITH_KEY.contains(feed) && key.isEmpty()) {
            throw new StartException("%s wants a key: set LIVE_KEY in the environment, or live.key-file; docs/live.md says where to get one".formatted(feed));
        }
        if (feed.equals("alpaca") && secret.isEmpty()) {
            throw new StartException("alpaca wants a secret with the key: set LIVE_SECRET in the environment, or make it the second line of live.key-file");
        }
        Feed opened = switch (feed) {
            case "finnhub" -> new Finnhub(this);
            case "alpaca" -> new Alpaca(this);
            case "massive" -> new Massive(this);
            case "binance" -> new Binance(this);
            case "coinbase" -> new Coinbase(this);
            default -> new Generic(this, pointers());
        };
        requireAddress(opened);
        return opened;
    }

    private void requireAddress(Feed opened) {
        try {
            URI address = opened.address();
            if (address.getHost() != null && List.of("ws", "wss").contains(String.valueOf(address.getScheme()))) {
                return;
            }
        } catch (IllegalArgumentException wrong) {
            // told below: its message has the whole address, and with it the key
        }
        throw new StartException("live.url is '%s'; it must be the address of a WebSocket, wss://host/path".formatted(masked(url)));
    }

    /** The first line is the key, the second, if there is one, the secret. */
    private void readKeyFile() {
        if (keyFile.isEmpty()) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(Path.of(keyFile));
            key = lines.isEmpty() ? "" : lines.get(0).trim();
            secret = lines.size() < 2 ? "" : lines.get(1).trim();
        } catch (IOException | RuntimeException unreadable) {
            throw new StartException("live.key-file: " + Errors.sentence(unreadable));
        }
    }

    private Map<String, JsonPointer> pointers() {
        Map<String, JsonPointer> all = new HashMap<>();
        for (String pair : list(pointers)) {
            String[] nameAndPointer = pair.split(":", 2);
            if (nameAndPointer.length < 2 || !Generic.NAMES.contains(nameAndPointer[0].trim()) || !nameAndPointer[1].trim().startsWith("/")) {
                throw new StartException("live.pointers has '%s'; it can have name:/pointer, with the names %s"
                        .formatted(pair, String.join(", ", Generic.NAMES)));
            }
            all.put(nameAndPointer[0].trim(), JsonPointer.compile(nameAndPointer[1].trim()));
        }
        if (!all.keySet().containsAll(List.of("symbol", "price", "time"))) {
            throw new StartException("live.pointers must tell where symbol, price and time are, as in symbol:/s,price:/p,time:/t");
        }
        return all;
    }

    /** @param rest that follows the address, live.url or the provider's own */
    URI address(String standard, String rest) {
        return URI.create(filled(url.isEmpty() ? standard : url, keyInAddress()) + rest);
    }

    /** The messages that the generic feed subscribes with: one, or one for each symbol. */
    List<String> subscriptions() {
        if (subscribe.isEmpty()) {
            return List.of();
        }
        String message = filled(subscribe, key).replace("<symbols>", String.join(",", symbols));
        return message.contains("<symbol>") ? symbols.stream().map(symbol -> message.replace("<symbol>", symbol)).toList() : List.of(message);
    }

    private String filled(String text, String key) {
        return text.replace("<key>", key).replace("<secret>", secret);
    }

    /** Without the key and the secret, however they are written. */
    String masked(String text) {
        String masked = text;
        for (String word : List.of(key, secret)) {
            if (!word.isEmpty()) {
                String quoted = Json.text(word);
                masked = masked.replace(word, "***").replace(encoded(word), "***").replace(quoted.substring(1, quoted.length() - 1), "***");
            }
        }
        return masked;
    }

    Conditions conditions() {
        return Conditions.ofFeed(feed, priceFreeConditions);
    }

    String keyInAddress() {
        return encoded(key);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    String feed() {
        return feed;
    }

    List<String> symbols() {
        return symbols;
    }

    String key() {
        return key;
    }

    String secret() {
        return secret;
    }

    Duration idleTimeout() {
        return idleTimeout;
    }

    Duration reconnectDelay() {
        return reconnectDelay;
    }

    Duration longestReconnectDelay() {
        return longestReconnectDelay;
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",")).map(String::trim).filter(part -> !part.isEmpty()).distinct().toList();
    }

    /** @param feed finnhub, alpaca, massive, binance, coinbase or generic */
    public void setFeed(String feed) {
        this.feed = feed.trim();
    }

    /** @param symbols as the provider names them, separated by commas */
    public void setSymbols(String symbols) {
        this.symbols = list(symbols);
    }

    /** @param url blank for the provider's own */
    public void setUrl(String url) {
        this.url = url.trim();
    }

    public void setKey(String key) {
        this.key = key.trim();
    }

    public void setSecret(String secret) {
        this.secret = secret.trim();
    }

    /** @param keyFile with the key in its first line and the secret in its second; blank for none */
    public void setKeyFile(String keyFile) {
        this.keyFile = keyFile.trim();
    }

    /** @param subscribe what the generic feed says first */
    public void setSubscribe(String subscribe) {
        this.subscribe = subscribe.trim();
    }

    /** @param pointers {@code name:/pointer,…} of the generic feed */
    public void setPointers(String pointers) {
        this.pointers = pointers;
    }

    /** @param codes of trades that set no price, separated by commas; blank for the feed's own, none for none */
    public void setPriceFreeConditions(String codes) {
        priceFreeConditions = codes.trim();
    }

    /** @param time without a sign of life after which a connection is given up, such as 30s */
    public void setIdleTimeout(String time) {
        idleTimeout = positive("live.idle-timeout", time);
    }

    /** @param delay before the first attempt to connect again; it doubles with each */
    public void setReconnectDelay(String delay) {
        reconnectDelay = positive("live.reconnect-delay", delay);
    }

    /** @param delay that it does not become longer than */
    public void setLongestReconnectDelay(String delay) {
        longestReconnectDelay = positive("live.longest-reconnect-delay", delay);
    }

    private static Duration positive(String setting, String text) {
        try {
            long millis = TimeUtils.toMilliSeconds(text.trim());
            if (millis > 0) {
                return Duration.ofMillis(millis);
            }
        } catch (RuntimeException noTime) {
            // told below
        }
        throw new IllegalArgumentException("%s is '%s'; it can be a time such as 30s".formatted(setting, text));
    }
}
