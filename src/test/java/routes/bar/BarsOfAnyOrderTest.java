package routes.bar;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import routes.bar.TradeRecord.Kind;

/** Whatever happens to the records of a day on their way, and to who reads them: the bars are those of the day. */
class BarsOfAnyOrderTest {
    private static final int SEEDS = 1000;
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final List<Timeframe> TIMEFRAMES = List.of(Timeframe.of("1m"), Timeframe.of("5m"), Timeframe.of("1h"), Timeframe.of("1d"));
    private static final Session SESSION = Session.of(LocalDate.of(2026, 3, 2), ZONE);

    @Test
    void aDayThatIsShuffledRepeatedLateCorrectedAndTakenBackHasTheBarsOfTheCleanDay() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Day day = Day.of(random);
            ListLog log = new ListLog(day.told(random, seed % 2 == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(20)));
            Told told = new Told();
            Reader reader = new Reader(log, told, random.nextInt(3) * 20);
            reader.readAll(random, false);

            requireSame(told.content(), day.bars(), seed);
        }
    }

    @Test
    void whoeverStartsAgainAnywhereTellsTheSame() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Day day = Day.of(random);
            ListLog log = new ListLog(day.told(random, 1 + random.nextInt(40)));
            Told told = new Told();
            new Reader(log, told, 0).readAll(random, false);
            new Reader(log, told, 40).readAll(random, true);

            requireSame(told.content(), day.bars(), seed);
        }
    }

    private static void requireSame(Map<String, String> told, Map<String, String> clean, int seed) {
        assertThat(told.keySet()).as("seed %d", seed).isEqualTo(clean.keySet());
        clean.forEach((name, bar) -> assertThat(told.get(name)).as("seed %d", seed).isEqualTo(bar));
    }

    /** What was told of each bar, by its revision: the same, however often it was told. */
    private static final class Told {
        private final Map<String, TreeMap<Long, String>> all = new TreeMap<>();

        void add(Bar bar) {
            String before = all.computeIfAbsent(name(bar), name -> new TreeMap<>()).put(bar.revision(), bar.json().toString());
            assertThat(before).isIn(null, bar.json().toString());
        }

        Map<String, String> content() {
            Map<String, String> newest = new TreeMap<>();
            all.forEach((name, revisions) -> newest.put(name, withoutRevision(revisions.lastEntry().getValue())));
            // all that was in it was taken back
            newest.values().removeIf(bar -> bar.endsWith("\"trade_count\":0"));
            return newest;
        }
    }

    private static String name(Bar bar) {
        return "%s %s %s".formatted(bar.symbol(), bar.timeframe(), bar.time());
    }

    private static String withoutRevision(String json) {
        return json.replaceFirst(",\"revision\".*", "");
    }

    /** Reads the log as the pipeline does, and may die at any time: then another begins where it last committed. */
    private static final class Reader {
        private final ListLog log;
        private final Told told;
        private final int hotTrades;

        Reader(ListLog log, Told told, int hotTrades) {
            this.log = log;
            this.told = told;
            this.hotTrades = hotTrades;
        }

        void readAll(Random random, boolean mortal) {
            String committed = Progress.since(0).text();
            int next = 0;
            PartitionBars bars = begin(committed);
            for (int i = 0; i < log.records.size(); i++) {
                assertThat(bars.add(log.records.get(i))).isTrue();
                if (random.nextInt(10) == 0) {
                    bars.changed().forEach(told::add);
                    if (random.nextBoolean()) {
                        committed = bars.progress().text();
                        next = i + 1;
                    }
                }
                if (mortal && random.nextInt(40) == 0) {
                    bars = begin(committed);
                    i = next - 1;
                }
            }
            bars.changed().forEach(told::add);
        }

        private PartitionBars begin(String committed) {
            return new PartitionBars(TIMEFRAMES, ZONE, hotTrades, log, Progress.parse(committed));
        }
    }

    /** A log whose offsets are those of the list. */
    private record ListLog(List<TradeRecord> records) implements TradeLog {
        @Override
        public long begin() {
            return 0;
        }

        @Override
        public Chunk read(long from, long to, String symbol) {
            long next = Math.min(to, from + 7);
            return new Chunk(
                    records.subList((int) from, (int) next).stream().filter(record -> symbol == null || record.symbol().equals(symbol)).toList(), next);
        }
    }

    /** The trades of a few symbols in two sessions that count, sorted, and what was told of them. */
    private record Day(List<TradeRecord> standing, List<List<TradeRecord>> records) {
        static Day of(Random random) {
            Day day = new Day(new ArrayList<>(), new ArrayList<>());
            long micros = (SESSION.end() - 30) * 60_000_000;
            for (int i = 0; i < 30 + random.nextInt(40); i++) {
                micros += 1 + random.nextInt(60_000_000);
                day.make(random, i, micros);
            }
            return day;
        }

        private void make(Random random, int id, long micros) {
            TradeRecord trade = trade(random, String.valueOf(id), micros, Kind.TRADE, null);
            List<TradeRecord> told = new ArrayList<>(List.of(trade));
            TradeRecord stands = trade;
            int fate = random.nextInt(10);
            if (fate < 2) {
                stands = another(trade, Kind.CORRECTION, fate == 0 ? trade.id() : "c" + id, random);
                told.add(stands);
            }
            if (fate == 1 && random.nextBoolean()) {
                stands = another(stands, Kind.CORRECTION, "d" + id, random);
                told.add(stands);
            }
            if (fate == 2 || fate == 1 && random.nextInt(3) == 0) {
                told.add(another(stands, Kind.CANCEL, stands.id(), random));
                stands = null;
            }
            if (stands != null) {
                standing.add(stands);
            }
            records.add(told);
        }

        private static TradeRecord trade(Random random, String id, long micros, Kind kind, String corrects) {
            boolean setsVolume = random.nextInt(12) > 0;
            return new TradeRecord(
                    0, micros / 1000, kind, "S" + random.nextInt(3), random.nextInt(9) == 0 ? null : "V", id, corrects, micros,
                    BigDecimal.valueOf(10_000 + random.nextInt(500), random.nextInt(2) + 2), BigDecimal.valueOf(random.nextInt(900), random.nextInt(3)),
                    setsVolume && random.nextInt(5) > 0, setsVolume);
        }

        private static TradeRecord another(TradeRecord earlier, Kind kind, String id, Random random) {
            TradeRecord better = trade(random, id, earlier.micros() + (random.nextInt(3) == 0 ? 1 : 0), kind, earlier.id());
            return new TradeRecord(
                    0, better.sent(), kind, earlier.symbol(), earlier.venue(), id, earlier.id(), better.micros(), better.price(), better.size(),
                    better.setsPrice(), better.setsVolume());
        }

        /** @param far how many places a record may come too late; those of later trades then come before it */
        List<TradeRecord> told(Random random, int far) {
            List<TradeRecord> all = new ArrayList<>();
            records.forEach(all::addAll);
            all.addAll(all.stream().filter(record -> random.nextInt(6) == 0).toList());
            if (far == Integer.MAX_VALUE) {
                Collections.shuffle(all, random);
            } else {
                Map<TradeRecord, Integer> places = new HashMap<>();
                for (int i = 0; i < all.size(); i++) {
                    places.put(all.get(i), i + random.nextInt(far));
                }
                all.sort((one, other) -> Integer.compare(places.get(one), places.get(other)));
            }
            List<TradeRecord> log = new ArrayList<>();
            all.forEach(record -> log.add(at(record, log.size())));
            return log;
        }

        /** By the simplest means. */
        Map<String, String> bars() {
            List<TradeRecord> sorted = new ArrayList<>();
            standing.stream().sorted((one, other) -> Long.compare(one.micros(), other.micros())).forEach(trade -> sorted.add(at(trade, sorted.size())));
            Told told = new Told();
            PartitionBars bars = new PartitionBars(TIMEFRAMES, ZONE, Integer.MAX_VALUE, new ListLog(sorted), Progress.since(0));
            sorted.forEach(bars::add);
            bars.changed().forEach(told::add);
            return told.content();
        }

        private static TradeRecord at(TradeRecord record, long offset) {
            return new TradeRecord(
                    offset, record.sent(), record.kind(), record.symbol(), record.venue(), record.id(), record.corrects(), record.micros(), record.price(),
                    record.size(), record.setsPrice(), record.setsVolume());
        }
    }
}
