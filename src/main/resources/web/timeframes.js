/** Timeframes that are made here of days: where the one begins that a day is in. */
export const OF_DAYS = {'1w': monday, '1M': time => day(time).slice(0, 7)};

/** Timeframes made of days are asked for as days. */
export const asked = timeframe => OF_DAYS[timeframe] ? '1d' : timeframe ?? '';

export const named = timeframe => timeframe.replace(/[dwh]/, letter => letter.toUpperCase());

/** The date of a day, which begins in its zone: the noon after that is of the same date in UTC, too. */
export function day(time) {
  return time.length > 10 ? new Date(millis(time) + 12 * 3600 * 1000).toISOString().slice(0, 10) : time;
}

/** A month or a day begins with its first moment, UTC. */
export const millis = time => Date.parse(time.length > 10 ? `${time.replace(' ', 'T')}Z` : time);

function monday(time) {
  const date = new Date(`${day(time)}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - (date.getUTCDay() + 6) % 7);
  return date.toISOString().slice(0, 10);
}

/** The first day of a week, or a month, that there is. */
export const firstDay = (days, timeframe, begins) => days.find(([time]) => OF_DAYS[timeframe](time) === begins)?.[0];

/** Candles as they are drawn: days perhaps as the weeks or months that they are in, with an empty place wherever something was left out. */
export const shaped = (candles, timeframe) => spaced(OF_DAYS[timeframe] ? together(candles, OF_DAYS[timeframe]) : candles);

function together(days, beginning) {
  const wide = [];
  for (const [time, open, high, low, close, volume, apart] of days) {
    const last = wide[wide.length - 1];
    const begins = beginning(time);
    if (last && last[0] === begins && !apart) {
      wide[wide.length - 1] = [begins, last[1], Math.max(last[2], high), Math.min(last[3], low), close, volume === null ? last[5] : (last[5] ?? 0) + volume, last[6]];
    } else {
      wide.push([begins, open, high, low, close, volume, apart]);
    }
  }
  return wide;
}

const NONE = ['', null, null, null, null, null];

/** So that no line is drawn across what was left out. */
const spaced = candles => candles.flatMap((candle, i) => candle[6] && i > 0 ? [NONE, candle] : [candle]);

/** The closes of other candles at these times: of the last one until then, and none across what was left out. */
export function closesAt(times, others) {
  let next = 0;
  let close = null;
  return times.map(time => {
    while (next < others.length && (others[next][0] === '' || others[next][0] <= time)) {
      close = others[next++][4];
    }
    return time === '' || next === 0 || next === others.length && others[next - 1][0] < time ? null : close;
  });
}
