package routes.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.lang.StartException;

/** Headers as exporters write them, with invented values. */
class MarketColumnsTest {
    private static final Set<String> NULLS = Set.of("", "null", "NaN", ".");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '#', quoteCharacter = '`', value = {
        "Yahoo#Date,Open,High,Low,Close,Adj Close,Volume#D,7.1,7.3,7.0,7.2,7.1,100#trade_date,open,high,low,close,adj_close,volume",
        "Stooq#<TICKER>|<PER>|<DATE>|<OPEN>|<HIGH>|<LOW>|<CLOSE>|<VOL>|<OPENINT>#X,5,D,7.1,7.3,7.0,7.2,100,0#index,per,trade_date,open,high,low,close,volume,openint",
        "Alpha Vantage#timestamp,1. open,2. high,3. low,4. close,5. adjusted close,6. volume#D,7.1,7.3,7.0,7.2,7.1,100#trade_date,open,high,low,close,adj_close,volume",
        "Nasdaq#Date,Close/Last,Volume,Open,High,Low#D,7.2,100,7.1,7.3,7.0#trade_date,close,volume,open,high,low",
        "investing.com#Date,Price,Open,High,Low,Vol.,Change %#D,7.2,7.1,7.3,7.0,100,0.5#trade_date,close,open,high,low,volume,change",
        "NSE#Date,series,OPEN,HIGH,LOW,PREV. CLOSE,ltp,close,vwap,VOLUME,VALUE#D,EQ,7.1,7.3,7.0,7.0,7.25,7.2,7.2,100,720.5#trade_date,series,open,high,low,prev_close,ltp,close,vwap,volume,value",
        "BSE#Date,Open Price,High Price,Low Price,Close Price,WAP,No.of Shares,No. of Trades#D,7.1,7.3,7.0,7.2,7.2,100,9#trade_date,open,high,low,close,wap,volume,no_of_trades",
        "FRED#observation_date,DGS10#D,7.2#trade_date,close",
        "ECB#KEY,FREQ,CURRENCY,TIME_PERIOD,OBS_VALUE#EXR.D.USD,D,USD,D,1.2#index,freq,currency,trade_date,close",
        "CBOE#DATE,OPEN,HIGH,LOW,CLOSE#D,7.1,7.3,7.0,7.2#trade_date,open,high,low,close",
        "MetaTrader#<DATE>|<OPEN>|<HIGH>|<LOW>|<CLOSE>|<TICKVOL>|<VOL>|<SPREAD>#D,7.1,7.3,7.0,7.2,50,100,2#trade_date,open,high,low,close,tickvol,volume,spread",
        "HistData#column_1,column_2,column_3,column_4,column_5,column_6#D,7.1,7.3,7.0,7.2,100#trade_date,open,high,low,close,volume",
        "TradingView#time,open,high,low,close,Volume,Volume MA#D,7.1,7.3,7.0,7.2,100,90.5#trade_date,open,high,low,close,volume,volume_ma",
        "Binance#open_time,open,high,low,close,volume,close_time,quote_volume,count#D,7.1,7.3,7.0,7.2,100.5,D,724.5,9#trade_date,open,high,low,close,volume,close_time,quote_volume,count",
        "Kaggle, S&P 500#date,open,high,low,close,volume,Name#D,7.1,7.3,7.0,7.2,100,X#trade_date,open,high,low,close,volume,index",
        "CryptoDataDownload#unix,date,symbol,open,high,low,close,Volume BTC,Volume USD#9,D,X/USD,7.1,7.3,7.0,7.2,100.5,720.5#unix,trade_date,index,open,high,low,close,volume,volume_usd",
        "CoinGecko#snapped_at,price,market_cap,total_volume#D,7.2,1000.5,100.5#trade_date,close,market_cap,volume",
        "Tiingo#date,close,high,low,open,volume,adjClose,adjHigh#D,7.2,7.3,7.0,7.1,100,7.1,7.2#trade_date,close,high,low,open,volume,adj_close,adj_high",
        "Polygon#ticker,volume,open,close,high,low,window_start#X,100,7.1,7.2,7.3,7.0,D#index,volume,open,close,high,low,trade_date",
        "Euronext#Date,Open,High,Low,Last,Close,Number of Shares,Turnover#D,7.1,7.3,7.0,7.25,7.2,100,720.5#trade_date,open,high,low,last,close,volume,turnover",
        "Tushare#ts_code,trade_date,open,high,low,close,pre_close,vol,amount#X,D,7.1,7.3,7.0,7.2,7.0,100.5,720.5#index,trade_date,open,high,low,close,pre_close,volume,amount",
        "MOEX#TRADEDATE,SECID,OPEN,LOW,HIGH,CLOSE,VOLUME#D,X,7.1,7.0,7.3,7.2,100#trade_date,index,open,low,high,close,volume",
        "German#Datum,Erster,Hoch,Tief,Schlusskurs,Stuecke,Volumen#D,7.1,7.3,7.0,7.2,100,720.5#trade_date,open,high,low,close,volume,volumen",
        "French#Date,Dernier,Ouv.,Plus Haut,Plus Bas,Vol.#D,7.2,7.1,7.3,7.0,100#trade_date,close,open,high,low,volume",
        "Spanish#Fecha,Último,Apertura,Máximo,Mínimo,Vol.#D,7.2,7.1,7.3,7.0,100#trade_date,close,open,high,low,volume",
        "Italian#Data,Ultimo,Apertura,Massimo,Minimo,Vol.#D,7.2,7.1,7.3,7.0,100#trade_date,close,open,high,low,volume",
        "Portuguese#Data,Fechamento,Abertura,Máxima,Mínima,Quantidade#D,7.2,7.1,7.3,7.0,100#trade_date,close,open,high,low,volume",
        "Turkish#Tarih,Şimdi,Açılış,Yüksek,Düşük,Hac.#D,7.2,7.1,7.3,7.0,100#trade_date,close,open,high,low,volume",
        "Russian#Дата,Цена,Откр.,Макс.,Мин.,Объём#D,7.2,7.1,7.3,7.0,100#trade_date,close,open,high,low,volume",
        "Chinese#代码,日期,开盘,收盘,最高,最低,成交量#600000,D,7.1,7.2,7.3,7.0,100#index,trade_date,open,close,high,low,volume"
    })
    void theColumnsOfAnExporterAreFound(String exporter, String header, String row, String expected) {
        MarketColumns market = market(Path.of("X.csv"), header.replace('|', ','), row.replace("D", "2031-01-02"), row.replace("D", "2031-01-03"));

        assertThat(market.columns()).extracting(Column::name).containsExactly(expected.split(","));
    }

    @ParameterizedTest
    @CsvSource({
        "AAPL.csv,AAPL",
        "GSPC_2011.csv,GSPC",
        "7203.csv,7203",
        "aapl_us_d.csv,AAPL_US",
        "BRK-B.csv,BRK-B",
        "daily_adjusted_IBM.csv,IBM",
        "daily_a.csv,A",
        "AAPL-historical.csv,AAPL",
        "MSFT 2020-01-01 to 2021-01-01 (2).csv,MSFT",
        "DAT_ASCII_EURUSD_M1_2019.csv,EURUSD",
        "BTCUSDT-1m-2024-01.csv.gz,BTCUSDT",
        "0700.HK.csv,0700.HK",
        "000001.csv,000001",
        "^GSPC.csv,^GSPC",
        "Apple Stock Price History.csv,APPLE",
        "M.csv,M"
    })
    void theNameOfAFileTellsItsSymbol(String file, String symbol) {
        assertThat(FileSymbol.of(Path.of("2020", file))).contains(symbol);
    }

    @ParameterizedTest
    @CsvSource({"quotes.csv", "data.csv", "HistoricalData_1700000000.csv", "2011.csv", "1999.csv", "daily.csv", "stock prices 2020.csv"})
    void aNameThatAnyFileCouldHaveTellsNone(String file) {
        assertThat(FileSymbol.of(Path.of(file))).isEmpty();
    }

    @Test
    void theSymbolOfASeriesStandsAboveItsValues() {
        assertThat(market(Path.of("fredgraph.csv"), "DATE,DGS10", "2031-01-02,.", "2031-01-03,7.3").symbol()).isEqualTo("DGS10");
    }

    @Test
    void aSymbolThatIsSaidWinsOverThatOfAColumnAndOfTheFile() {
        MarketColumns market = market(Path.of("AAPL.csv"), said("", "ZED"), "ticker,date,close", "X,2031-01-02,7.2");

        assertThat(market.symbol()).isEqualTo("ZED");
        assertThat(market.columns()).extracting(Column::name).containsExactly("ticker", "trade_date", "close");
    }

    @Test
    void aSymbolThatIsSaidDoesNotReplaceAColumnOfItsName() {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> market(Path.of("a.csv"), said("", "ZED"), "index,date,close", "X,2031-01-02,7.2"))
                .withMessageContaining("csv.symbol=ZED").withMessageContaining("csv.rename=index:<name>");
    }

    @Test
    void aColumnThatIsSaidWins() {
        MarketColumns market = market(Path.of("X.csv"), said("close:last_price,symbol:Paper", ""), "Paper,Date,Price,Last Price", "A,2031-01-02,7.1,7.2");

        assertThat(market.columns()).extracting(Column::name).containsExactly("index", "trade_date", "price", "close");
        assertThat(market.nameOf("last_price")).isEqualTo("close");
    }

    @Test
    void aColumnThatIsSaidMustBeThereAndItsNameFree() {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> market(Path.of("X.csv"), said("close:nothing", ""), "Date,Price", "2031-01-02,7.1"))
                .withMessageContaining("market.columns nothing is no column").withMessageContaining("it has [trade_date, price]");
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> market(Path.of("X.csv"), said("close:price", ""), "Date,Price,Close", "2031-01-02,7.1,7.2"))
                .withMessageContaining("csv.rename=close:<name>");
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> said("closing:price", ""))
                .withMessageStartingWith("market.columns: 'closing' is no role of a column; it can be time, symbol, close");
    }

    @Test
    void aNameThatARenameGaveIsKept() {
        MarketSettings renamed = MarketSettings.of("", "", Map.of("last", "mine", "date", "trade_date"));

        assertThat(market(Path.of("X.csv"), renamed, "Date,Mine,Price", "2031-01-02,7.1,7.2").columns())
                .extracting(Column::name).containsExactly("trade_date", "mine", "close");
    }

    @Test
    void namesStayWhenRolesAreNotWantedOrThereIsNoMarket() {
        assertThat(market(Path.of("X.csv"), said("none", ""), "Ticker,Date,Price", "A,2031-01-02,7.1").renamed()).isEmpty();
        MarketColumns people = market(Path.of("people.csv"), "name,size", "Ann,170", "Bob,180");
        assertThat(people.renamed()).isEmpty();
        assertThat(people.symbol()).isNull();
    }

    @Test
    void aColumnIndexThatCountsTheRowsIsNoSymbol() {
        MarketColumns market = market(Path.of("quotes.csv"), "Index,Symbol,Date,Close", "0,A,2031-01-02,7.1", "1,A,2031-01-03,7.2");

        assertThat(market.columns()).extracting(Column::name).containsExactly("row_number", "index", "trade_date", "close");
    }

    @Test
    void aCodeOfDigitsIsText() {
        assertThat(market(Path.of("X.csv"), "code,date,close", "600000,2031-01-02,7.1").columns().get(0)).isEqualTo(new Column("index", ColumnType.STRING));
    }

    @Test
    void whatTellsTheRowsOfADayApartIsTheSymbol() {
        MarketColumns market = market(Path.of("rates.csv"), "Date,Land,Rate,Note", "2031-01-02,A,7.1,x", "2031-01-02,B,7.2,x", "2031-01-03,A,7.3,x", "2031-01-03,B,7.3,x");

        assertThat(market.columns()).extracting(Column::name).containsExactly("trade_date", "index", "close", "note");
    }

    @Test
    void aSentenceSaysWhatWasFoundAndWhatLacks() {
        assertThat(market(Path.of("DGS10.csv"), "Date,Rate", "2031-01-02,7.1").line())
                .isEqualTo("index is 'DGS10', by the name of the file (csv.symbol gives another), trade_date is Date, close is Rate; no open, no high, no low, no volume");
    }

    @Test
    void aTimeThatIsMadeOfADayAndAClockIsTheTimeAndTheDayStaysBesideIt() {
        MarketColumns market = bars(said("", ""));

        assertThat(market.columns()).extracting(Column::name).containsExactly("trade_day", "clock", "close", "trade_date");
        assertThat(market.line()).contains("trade_date is Date and Clock");
        assertThat(market.nameOf("trade_date")).isEqualTo("trade_date");
        assertThat(bars(said("time:trade_date_time", "")).columns()).isEqualTo(market.columns());
        assertThat(bars(said("time:trade_date", "")).columns()).extracting(Column::name)
                .containsExactly("trade_date", "clock", "close", "trade_date_time");
    }

    @Test
    void aSymbolThatTheHeaderGivesHasItsOwnTitle() {
        List<Column> columns = List.of(
                new Column("trade_date", ColumnType.DATE), new Column("close", ColumnType.DOUBLE),
                new Column("symbol", ColumnType.STRING, CellFormat.PLAIN, List.of(0)));
        MarketColumns market = MarketColumns.of(
                Path.of("X.csv"), List.of("Date", "Close", "symbol"), columns, List.of(List.of("2031-01-02", "7.1", "ZED")), NULLS, said("", ""));

        assertThat(market.line()).contains("trade_date is Date, index is symbol");
    }

    private static MarketColumns bars(MarketSettings settings) {
        List<Column> columns = List.of(
                new Column("trade_date", ColumnType.DATE), new Column("clock", ColumnType.STRING), new Column("close", ColumnType.DOUBLE),
                new Column("trade_date_time", ColumnType.TIMESTAMP, CellFormat.PLAIN, List.of(0, 1)));
        List<List<String>> rows = List.of(
                List.of("2031-01-02", "09:30", "7.1", "2031-01-02 09:30:00"), List.of("2031-01-02", "09:31", "7.2", "2031-01-02 09:31:00"));
        return MarketColumns.of(Path.of("X.csv"), List.of("Date", "Clock", "Close", "trade_date_time"), columns, rows, NULLS, settings);
    }

    private static MarketSettings said(String roles, String symbol) {
        return MarketSettings.of(roles, symbol, Map.of("date", "trade_date"));
    }

    private static MarketColumns market(Path file, String header, String... rows) {
        return market(file, said("", ""), header, rows);
    }

    private static MarketColumns market(Path file, MarketSettings settings, String header, String... lines) {
        List<String> titles = List.of(header.split(","));
        List<List<String>> rows = Arrays.stream(lines).map(line -> List.of(line.split(","))).toList();
        // those of other scripts have a name already when their role is looked for
        List<String> plain = IntStream.range(0, titles.size())
                .mapToObj(i -> titles.get(i).matches("\\p{ASCII}+") ? titles.get(i) : "column " + (i + 1))
                .toList();
        List<Column> columns = Columns.infer(Columns.names(plain, Map.of("date", "trade_date")), rows, NULLS);
        return MarketColumns.of(file, titles, columns, rows, NULLS, settings);
    }
}
