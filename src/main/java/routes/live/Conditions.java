package routes.live;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which conditions keep a trade from setting a price: open, high, low or close. It then counts for the volume, unless it only repeats a trade,
 * as the official close of an exchange does. docs/live.md has what the codes mean, and where they are written down.
 */
record Conditions(Set<String> setNoPrice, Set<String> setNoVolume) {
    private static final Conditions NONE = of("", "");
    private static final Map<String, Conditions> OF_FEEDS = Map.of(
            "alpaca", of("B,C,G,H,I,M,N,P,Q,R,T,U,V,W,Z,4,7,9", "M,Q,9"),
            "massive", of("2,5,7,10,12,13,15,16,20,21,22,29,32,33,37,38,52,53", "15,16,38"),
            "finnhub", of("3,5,9,10,12,16,17,20,21,22,24,25,26,30,32,37,39", "16,20,39"));

    private static Conditions of(String setNoPrice, String setNoVolume) {
        return new Conditions(codes(setNoPrice), codes(setNoVolume));
    }

    /** @param setNoPrice codes in place of the feed's; blank for the feed's own, none for none */
    static Conditions ofFeed(String feed, String setNoPrice) {
        Conditions own = OF_FEEDS.getOrDefault(feed, NONE);
        return switch (setNoPrice) {
            case "" -> own;
            case "none" -> new Conditions(Set.of(), own.setNoVolume);
            default -> new Conditions(codes(setNoPrice), own.setNoVolume);
        };
    }

    boolean setPrice(String conditions) {
        return Collections.disjoint(setNoPrice, codes(conditions));
    }

    boolean setVolume(String conditions) {
        return Collections.disjoint(setNoVolume, codes(conditions));
    }

    private static Set<String> codes(String list) {
        return list == null ? Set.of() : Arrays.stream(list.split(",")).map(String::trim).filter(code -> !code.isEmpty()).collect(Collectors.toSet());
    }
}
