const WHOLE = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const PRICE = new Intl.NumberFormat('en', {minimumFractionDigits: 2, maximumFractionDigits: 2});
const SMALL = new Intl.NumberFormat('en', {minimumFractionDigits: 2, minimumSignificantDigits: 2, maximumSignificantDigits: 4, roundingPriority: 'morePrecision'});
const SHORT = new Intl.NumberFormat('en', {maximumSignificantDigits: 4, notation: 'compact'});
const FIXED = Array.from({length: 11}, (_, decimals) => new Intl.NumberFormat('en', {minimumFractionDigits: decimals, maximumFractionDigits: decimals}));
const SOME = new Intl.NumberFormat('en', {maximumFractionDigits: 1});
const PRECISE = new Intl.NumberFormat('en', {maximumFractionDigits: 6, useGrouping: false});
const TIME = new Intl.DateTimeFormat('en', {hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23'});
const DAY = new Intl.DateTimeFormat('en', {day: 'numeric', month: 'short'});

const NONE = '–';
const orNone = format => value => value === null || value === undefined ? NONE : format(value);

export const whole = orNone(value => WHOLE.format(value));
export const price = orNone(value => (Math.abs(value) < 1 && value !== 0 ? SMALL : PRICE).format(value));
/** With as many decimals as tell neighbours on an axis apart. */
export const fixed = (value, decimals) => FIXED[Math.min(decimals, FIXED.length - 1)].format(value);
export const short = orNone(value => SHORT.format(value));
export const perSecond = orNone(value => `${SOME.format(value)}/s`);
export const plain = orNone(value => typeof value === 'number' ? PRECISE.format(value) : String(value));
export const usd = orNone(value => value === 0 ? '0 USD' : `${Number(value.toPrecision(2))
  .toLocaleString('en', {maximumFractionDigits: 9})} USD`);
export const percent = orNone(value => `${value < 0 ? '−' : '+'}${PRICE.format(Math.abs(value))} %`);
export const arrow = value => value > 0 ? '▲' : value < 0 ? '▼' : '■';
export const direction = value => value > 0 ? 'up' : value < 0 ? 'down' : 'same';

/** How a price moved, by shape and sign as well as by colour. */
export const move = ({change, changePercent}) => changePercent === null ? 'first day' : `${arrow(change)} ${percent(changePercent)}`;

/** In powers of 1024, as the settings and the terminal have them. */
export const bytes = orNone(value => {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  let power = 0;
  while (value >= 1024 && power < units.length - 1) {
    value /= 1024;
    power++;
  }
  return `${SOME.format(value)} ${units[power]}`;
});

export const seconds = orNone(value => value < 120 ? `${SOME.format(value)} s`
  : value < 7200 ? `${WHOLE.format(value / 60)} min` : `${SOME.format(value / 3600)} h`);

/** The time of this machine's clock, with the day when it is not today. */
export const time = orNone(value => {
  const date = new Date(value);
  const today = date.toDateString() === new Date().toDateString();
  return today ? TIME.format(date) : `${DAY.format(date)} ${TIME.format(date)}`;
});

const ZONED = new Intl.DateTimeFormat('en', {timeZoneName: 'short'});

/** The same with its zone, beside times that are in UTC. */
export const zoned = orNone(value => `${time(value)} ${ZONED.formatToParts(new Date(value)).find(part => part.type === 'timeZoneName').value}`);

const UTC_DAY = new Intl.DateTimeFormat('en', {day: 'numeric', month: 'short', timeZone: 'UTC'});

/** A day, without its year where that is the year of another. */
export const dayIn = (time, other) => time.slice(0, 4) === other.slice(0, 4) ? UTC_DAY.format(new Date(time.slice(0, 10))) : time.slice(0, 10);

/** A run is named by its time: 20261127T210000Z. */
export const runTime = value => Date.parse(value.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
export const run = orNone(value => time(runTime(value)));

export const counted = (count, one, many) => `${WHOLE.format(count)} ${count === 1 ? one : many}`;
