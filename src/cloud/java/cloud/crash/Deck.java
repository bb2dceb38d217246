package cloud.crash;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Like a shuffled deck of cards: a random order in which nothing repeats before everything has come once. */
final class Deck<T> {
    private final List<T> cards;
    private final Random random;
    private final Deque<T> shuffled = new ArrayDeque<>();

    Deck(List<T> cards, Random random) {
        this.cards = cards;
        this.random = random;
    }

    T draw() {
        if (shuffled.isEmpty()) {
            List<T> again = new ArrayList<>(cards);
            Collections.shuffle(again, random);
            shuffled.addAll(again);
        }
        return shuffled.remove();
    }
}
