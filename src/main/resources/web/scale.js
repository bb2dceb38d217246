import * as format from './format.js';

const APART = 44;
const WIDE = 62;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What values become on an axis, and how they are written there. */
const KINDS = {
  linear: {place: value => value, value: place => place, text: format.fixed},
  log: {place: Math.log, value: Math.exp, text: format.fixed},
  percent: {place: value => value, value: place => place, text: (value, decimals) => `${format.fixed(value, decimals)} %`}
};

/** From values to pixels, upwards. */
export class Scale {
  /** @param room above and below the values, as shares of the height */
  constructor(kind, low, high, top, height, room = {above: 0.06, below: 0.06}) {
    this.kind = KINDS[kind];
    this.top = top;
    this.height = height;
    const bottom = this.kind.place(low);
    const span = this.kind.place(high) - bottom || Math.abs(bottom) * 0.01 || 1;
    const whole = span / (1 - room.above - room.below);
    this.bottom = bottom - (high === low ? whole / 2 : whole * room.below);
    this.perPixel = whole / height;
    this.decimals = 2;
  }

  y(value) {
    return this.top + this.height - (this.kind.place(value) - this.bottom) / this.perPixel;
  }

  at(y) {
    return this.kind.value(this.bottom + (this.top + this.height - y) * this.perPixel);
  }

  /** Round values, no two of which are written the same. */
  ticks() {
    const low = this.at(this.top + this.height);
    const high = this.at(this.top);
    const values = this.kind === KINDS.log && high / low > 6 ? this.decades(low, high) : this.even(low, high);
    return values.map(value => ({value, text: this.text(value)}));
  }

  even(low, high) {
    const step = round((high - low) * APART / this.height);
    this.decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    const first = Math.ceil(low / step);
    return Array.from({length: Math.max(0, Math.floor(high / step) - first + 1)}, (_, i) => (first + i) * step);
  }

  decades(low, high) {
    const values = [];
    this.decimals = Math.max(0, -Math.floor(Math.log10(low)));
    for (let power = 10 ** Math.floor(Math.log10(low)); power < high; power *= 10) {
      values.push(...[1, 2, 5].map(digit => digit * power).filter(value => value >= low && value <= high));
    }
    return values;
  }

  text(value) {
    return this.kind.text(Math.abs(value) < 1e-12 ? 0 : value, this.decimals);
  }
}

/** The next of 1, 2 and 5 at this power of ten. */
function round(step) {
  const power = 10 ** Math.floor(Math.log10(step));
  return [1, 2, 5, 10].find(digit => digit * power >= step * 0.999) * power;
}

/**
 * What to write below candles: the beginnings of years before those of months, and those before days and hours, as far as there is room.
 *
 * @returns [place in times, text], in the order of importance
 */
export function timeTicks(times, from, to, slot) {
  const ranked = [];
  for (let i = Math.max(from, 1); i < to; i++) {
    const [rank, text] = turn(times[i - 1], times[i]);
    if (rank > 0) {
      ranked.push([rank, i, text]);
    }
  }
  ranked.sort((one, other) => other[0] - one[0]);
  const placed = [];
  for (const [, i, text] of ranked) {
    if (placed.every(([other]) => Math.abs(other - i) * slot >= WIDE)) {
      placed.push([i, text]);
    }
  }
  return placed;
}

/** What begins at a time, and how much that says. */
function turn(before, time) {
  if (time === '') {
    return [0, ''];
  }
  const date = time.length > 10 ? time.slice(0, 10) : time;
  const last = before.slice(0, date.length);
  if (date.slice(0, 4) !== last.slice(0, 4)) {
    return [6, date.slice(0, 4)];
  }
  const month = MONTHS[Number(date.slice(5, 7)) - 1];
  if (date.slice(0, 7) !== last.slice(0, 7)) {
    return [date.slice(5, 7) % 3 === 1 ? 5 : 4, month];
  }
  if (date !== last) {
    return [3, `${Number(date.slice(8))} ${month}`];
  }
  return time.slice(0, 13) !== before.slice(0, 13) ? [2, time.slice(11, 16)] : [1, time.slice(11, 16)];
}

/** A time as people say it: days with their name. */
export function timeText(time) {
  if (time.length < 10) {
    return `${MONTHS[Number(time.slice(5, 7)) - 1]} ${time.slice(0, 4)}`;
  }
  const date = new Date(`${time.slice(0, 10)}T00:00:00Z`);
  const name = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][date.getUTCDay()];
  const clock = time.length > 10 ? ` ${time.slice(11, 16)}` : '';
  return `${name} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${time.slice(0, 4)}${clock}`;
}
