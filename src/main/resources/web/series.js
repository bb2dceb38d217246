import {ask} from './api.js';
import {OF_DAYS, asked} from './timeframes.js';

const MOST_CANDLES = 500;
const PAUSE = 250;

/** The candles of an index, kept up to date: what is new is asked for, not all of it. */
export class Series {
  /**
   * @param market knows an index or not: one that it does not know is not asked for
   * @param changed told when there are others
   */
  constructor(index, timeframe, market, changed) {
    this.index = index;
    this.timeframe = timeframe;
    this.market = market;
    this.changed = changed;
    this.candles = [];
    this.timeframes = [];
    /** The timeframe that was answered. */
    this.answered = null;
    /** Why there are none, as a sentence. */
    this.missing = null;
    this.stale = true;
    this.seen = () => this.refresh();
    document.addEventListener('visibilitychange', this.seen);
    this.refresh();
  }

  /** Nothing is asked any more. */
  close() {
    this.closed = true;
    document.removeEventListener('visibilitychange', this.seen);
  }

  /** All of it, as after a time without news. */
  renew() {
    this.whole = true;
    this.stale = true;
    this.refresh();
  }

  /** Between two events more than one candle may have passed, so only the same one is taken from them. */
  follow(card) {
    if (card.revised) {
      this.renew();
      return;
    }
    const candle = card.candles?.[this.answered];
    const last = this.candles.length - 1;
    if (last >= 0 && candle?.[0] === this.candles[last][0]) {
      this.candles[last] = candle;
      this.changed(this);
    } else if (candle || this.answered === null || this.missing) {
      this.stale = true;
      this.refresh();
    }
  }

  async refresh() {
    if (this.asking || !this.stale || this.closed || document.hidden || !this.market.knows(this.index)) {
      return;
    }
    this.asking = true;
    this.stale = false;
    try {
      const last = this.whole ? undefined : this.candles[this.candles.length - 1]?.[0];
      this.whole = false;
      this.take(await ask(`/api/market/${encodeURIComponent(this.index)}?${new URLSearchParams({timeframe: asked(this.timeframe), ...last && {since: last}})}`), last);
    } catch (refusal) {
      this.missing = refusal.message;
      // one that is gone is not asked for again before there is news of it
      this.stale = refusal.status !== 404;
      this.changed(this);
    }
    setTimeout(() => {
      this.asking = false;
      this.refresh();
    }, this.missing ? 8 * PAUSE : PAUSE);
  }

  take(answer, last) {
    this.missing = null;
    this.timeframes = answer.timeframes.includes('1d') ? [...answer.timeframes, ...Object.keys(OF_DAYS)] : answer.timeframes;
    this.answered = answer.timeframe;
    const follows = last !== undefined && answer.candles[0]?.[0] === last;
    this.candles = (follows ? [...this.candles.slice(0, -1), ...answer.candles] : answer.candles).slice(-MOST_CANDLES);
    if (last !== undefined && !follows) {
      // it begins elsewhere: another pass
      this.whole = true;
      this.stale = true;
    }
    if (!this.closed) {
      this.changed(this);
    }
  }

  /** What is shown: a timeframe made of days, or what was answered. */
  shown() {
    return OF_DAYS[this.timeframe] ? this.timeframe : this.answered;
  }
}
