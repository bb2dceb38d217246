package routes.source;

import com.ibm.icu.text.Transliterator;

/** Words of any script in the letters that Glue and Athena have for names. */
final class Latin {
    private Latin() {}

    static String of(String word) {
        return word.chars().allMatch(letter -> letter < 0x80) ? word : Rules.TO_LATIN.transliterate(word);
    }

    /** Loaded when there is need of it: that takes longer than all the rest of a header. */
    private static final class Rules {
        static final Transliterator TO_LATIN = Transliterator.getInstance("Any-Latin; Latin-ASCII");
    }
}
