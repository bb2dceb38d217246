/**
 * Each takes values in the order of time, null where there is none, and gives as many, null until there are enough. Nothing is computed
 * across a null: what stands behind it begins anew.
 */

/** Simple moving average. */
export const sma = (values, length) => eachRun(values, run => windows(run, length, mean));

/** Exponential moving average; begins as the simple one. */
export function ema(values, length) {
  const weight = 2 / (length + 1);
  return eachRun(values, run => following(run, length, mean(run.slice(0, length)), (before, value) => before + weight * (value - before)));
}

/** Moving average, and so many standard deviations (of the population) above and below it. */
export function bollinger(values, length = 20, width = 2) {
  const middle = sma(values, length);
  const deviation = eachRun(values, run => windows(run, length, deviationOf));
  const aside = by => middle.map((value, i) => value === null ? null : value + by * deviation[i]);
  return {upper: aside(width), middle, lower: aside(-width)};
}

/** Relative strength index, smoothed as Wilder did; 50 where nothing moved. */
export function rsi(values, length = 14) {
  return eachRun(values, run => {
    const moves = run.slice(1).map((value, i) => value - run[i]);
    const gains = smoothed(moves.map(move => Math.max(move, 0)), length);
    const losses = smoothed(moves.map(move => Math.max(-move, 0)), length);
    return [null, ...gains.map((gain, i) => gain === null ? null : gain + losses[i] === 0 ? 50 : 100 * gain / (gain + losses[i]))];
  });
}

/** The fast average less the slow one, the average of that, and how far they are apart. */
export function macd(values, fast = 12, slow = 26, length = 9) {
  const quick = ema(values, fast);
  const line = ema(values, slow).map((value, i) => value === null ? null : quick[i] - value);
  const signal = ema(line, length);
  return {line, signal, histogram: signal.map((value, i) => value === null ? null : line[i] - value)};
}

/**
 * Average price by volume since the session began; a candle's price is the middle of its high, low and close.
 *
 * @param candles [time, open, high, low, close, volume], with null as close where there is none
 * @param session of a time; a candle of another session begins anew
 */
export function vwap(candles, session) {
  let current = null;
  let paid = 0;
  let traded = 0;
  return candles.map(([time, , high, low, close, volume]) => {
    const next = close === null ? null : session(time);
    if (next !== current) {
      current = next;
      paid = 0;
      traded = 0;
    }
    if (close !== null && volume > 0) {
      paid += volume * (high + low + close) / 3;
      traded += volume;
    }
    return traded > 0 ? paid / traded : null;
  });
}

function eachRun(values, calculate) {
  const all = [];
  for (let from = 0; from < values.length;) {
    let to = from;
    while (to < values.length && values[to] !== null) {
      to++;
    }
    all.push(...(to > from ? calculate(values.slice(from, to)) : [null]));
    from = Math.max(to, from + 1);
  }
  return all;
}

const windows = (run, length, calculate) => run.map((_, i) => i + 1 < length ? null : calculate(run.slice(i + 1 - length, i + 1)));

const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length;

const smoothed = (values, length) => following(values, length, mean(values.slice(0, length)), (before, value) => before + (value - before) / length);

/** None until there are enough values, then the first one, then each from the one before it. */
function following(values, length, first, next) {
  let last = first;
  return values.map((value, i) => {
    last = i < length ? first : next(last, value);
    return i + 1 < length ? null : last;
  });
}

function deviationOf(values) {
  const middle = mean(values);
  return Math.sqrt(mean(values.map(value => (value - middle) ** 2)));
}
