package routes.source;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a column is to the curated table and the reports, and the names that exporters give it, the likelier first. */
enum MarketRole {
    // before the prices: last, name and price say less than these
    TIME("trade_date", """
            date trade_date tradedate trading_date trading_day datetime date_time trade_time timestamp time ts
            ts_event window_start time_period observation_date snapped_at open_time time_open start_time date_utc time_utc utc gmt_time local_time t
            business_date session_date quote_date price_date data_date day period month week unix unix_timestamp unixtime epoch
            datum tag zeit zeitpunkt handelstag date_de_cotation jour heure seance fecha fecha_hora dia data data_pregao giorno tarih gun
            дата дата_торгов торговый_день время 日期 交易日期 时间 交易时间 日時 日付 날짜 일자 datum_zeit"""),
    SYMBOL("index", """
            index symbol ticker tickersymbol ticker_symbol stock_symbol tckrsymb secid ts_code code stock_code security_code sc_code scrip_code
            instrument_code ric sid act_symbol underlying_symbol pair currency_pair market_pair coin crypto asset instrument security underlying
            series_id index_name fund stock name company company_name security_name sc_name stock_name key isin wkn figi permno gvkey
            kuerzel kurzel wertpapier aktie titel code_isin valeur libelle mnemo symbole simbolo valor accion activo
            papel codigo codneg ativo titolo strumento sembol hisse hisse_kodu kod kodu tiker тикер код инструмент бумага эмитент название
            代码 股票代码 证券代码 基金代码 指数代码 股票名称 名称 简称 コード 銘柄 종목코드 종목명"""),
    CLOSE("close", """
            close closing_price close_price closeprice price_close px_close close_last close_price_adjusted close_bid closing clsprc c last last_price
            lastprice px_last last_trade_price ltp latest price trade_price settle settlement settlement_price settle_price
            legal_close_price nav nav_per_share net_asset_value unit_price exchange_rate rate fx_rate obs_value index_value value level mid mid_price
            schlusskurs schluss schlusspreis schlussstand kurs zuletzt letzter letzter_kurs rucknahmepreis rate_value
            cloture clot cloture_ajustee dernier cours dernier_cours cierre precio_cierre precio_de_cierre ultimo precio precio_ultimo
            chiusura prezzo_chiusura prezzo prezzo_ultimo fechamento fecho preco_fechamento preult preco
            kapanis kapanis_fiyati simdi son son_fiyat fiyat закрытие цена_закрытия цена последняя послед
            收盘 收盘价 收盘价_元 最新价 现价 价格 净值 单位净值 終値 종가 zamkniecie slot slotkoers bid bid_price"""),
    OPEN("open", """
            open opening_price open_price openprice price_open px_open open_bid opening o first first_price
            eroffnung eroffnungskurs eroffn eroff erster anfangskurs ouverture ouv apertura precio_apertura aper prezzo_apertura
            abertura preco_abertura preabe acilis acilis_fiyati откр открытие цена_открытия 开盘 开盘价 今开 今开盘 始値 시가 otwarcie openingskoers"""),
    HIGH("high", """
            high high_price highprice price_high px_high high_bid day_high daily_high session_high h max maximum highest
            hoch hochst hochstkurs tageshoch plus_haut haut maximo max_dia precio_maximo massimo prezzo_massimo
            maxima preco_maximo premax yuksek en_yuksek макс максимум максимальная 最高 最高价 高 高値 고가 najwyzszy hoogste"""),
    LOW("low", """
            low low_price lowprice price_low px_low low_bid day_low daily_low session_low l min minimum lowest
            tief tiefst tiefstkurs tagestief plus_bas bas minimo min_dia precio_minimo minimo_dia prezzo_minimo
            minima preco_minimo premin dusuk en_dusuk мин минимум минимальная 最低 最低价 低 安値 저가 najnizszy laagste"""),
    ADJUSTED_CLOSE("adj_close", """
            adj_close adjclose adjusted_close adjusted_closing_price close_adj close_adjusted adj_closing_price adj_price adj_close_price
            adjusted_price adj_closing bereinigter_schlusskurs cloture_ajustee cierre_ajustado cierre_ajust chiusura_aggiustata
            fechamento_ajustado duzeltilmis_kapanis скорректированное_закрытие 复权收盘价 调整后收盘价 調整後終値 수정종가"""),
    VOLUME("volume", """
            volume vol px_volume share_volume shares shares_traded no_of_shares number_of_shares total_traded_quantity total_trade_quantity tottrdqty ttl_trd_qnty ttltrfvol ttltradgvol
            traded_quantity traded_volume trade_volume trading_volume deal_volume quantity qty total_volume volume_shares volume_base base_volume
            volumefrom v size contracts turnover_shares stuecke stucke stuck stueck umsatz_stk handelsvolumen volumen umsatz
            nombre_de_titres quantite titres volume_titres volumi quantita titulos quantidade quatot hacim hac lot miktar
            объем оборот количество кол_во 成交量 成交量_股 成交量_手 交易量 总手 出来高 거래량 wolumen tickvol tick_volume ticks"""),
    CURRENCY("currency", """
            currency ccy curr currency_code quote_currency unit waehrung wahrung devise monnaie divisa moneda valuta moeda
            para_birimi doviz валюта 货币 币种 通貨 통화""");

    /** What a name may have around it: {@code 1. open}, {@code Close (USD)}, {@code Volume BTC}. */
    private static final String UNITS = "usd|usdt|usdc|busd|eur|gbp|jpy|chf|cny|inr|rs|try|tl|brl|rub|btc|eth|unadjusted|shares|lot|adet";

    private final String column;
    private final List<String> names;

    /** As nearly all of the names above are; loaded before them. */
    private static final class Normal {
        static final Pattern NAME = Pattern.compile("[a-z]+(_[a-z]+)*");
    }

    MarketRole(String column, String names) {
        this.column = column;
        this.names = Arrays.stream(names.trim().split("\\s+")).map(MarketRole::normalized).distinct().toList();
    }

    /** The name that the curated table and the reports use. */
    String column() {
        return column;
    }

    String word() {
        return this == ADJUSTED_CLOSE ? column : name().toLowerCase(Locale.ROOT);
    }

    /** How likely a column of that name has this role: the lower, the likelier; negative when it has not. */
    int rank(String title) {
        String name = normalized(title);
        int exact = names.indexOf(name);
        if (exact >= 0) {
            return exact;
        }
        int bare = names.indexOf(name.replaceFirst("^\\d+[a-z]?_", "").replaceFirst("_in_(%s)$|_(%1$s)$".formatted(UNITS), ""));
        return bare < 0 ? bare : names.size() + bare;
    }

    boolean isPrice() {
        return this == OPEN || this == HIGH || this == LOW || this == CLOSE || this == ADJUSTED_CLOSE;
    }

    /** Whether values of a type can be what the role says. */
    boolean fits(ColumnType type) {
        return switch (this) {
            case TIME -> type == ColumnType.DATE || type == ColumnType.TIMESTAMP;
            case SYMBOL -> type != ColumnType.DATE && type != ColumnType.TIMESTAMP && type != ColumnType.DOUBLE;
            case CURRENCY -> type == ColumnType.STRING;
            default -> isNumber(type);
        };
    }

    /** Whatever is none of the others. */
    static boolean isNumber(ColumnType type) {
        return switch (type) {
            case STRING, BOOLEAN, DATE, TIMESTAMP -> false;
            default -> true;
        };
    }

    static List<String> words() {
        return Arrays.stream(values()).map(MarketRole::word).toList();
    }

    /** {@code Açılış} → {@code acilis}, {@code AdjClose} → {@code adj_close}, {@code <CLOSE>} → {@code close}. */
    static String normalized(String title) {
        if (Normal.NAME.matcher(title).matches()) {
            return title;
        }
        String plain = Normalizer.normalize(title.trim(), Normalizer.Form.NFKD)
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{Mn}+", "")
                .replace("ı", "i")
                .replace("ß", "ss")
                .replace("ł", "l");
        return Normalizer.normalize(plain, Normalizer.Form.NFC).replaceAll("[^\\p{L}\\p{N}]+", "_").replaceAll("^_+|_+$", "");
    }
}
