import {element} from './elements.js';

const NUMBERS = ['tinyint', 'smallint', 'integer', 'bigint', 'float', 'real', 'double', 'decimal'];
const WHOLE = ['tinyint', 'smallint', 'integer', 'bigint'];
const TIMES = ['date', 'timestamp', 'timestamp with time zone'];
const CAPITALS = {usd: 'USD', eur: 'EUR', rsi: 'RSI', sma: 'SMA', ema: 'EMA', vwap: 'VWAP', macd: 'MACD', ohlc: 'OHLC', id: 'ID', pct: '%'};
const WEEK = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MOST_DECIMALS = 6;

/** A name of a column as people write it: change_pct is Change %. */
export function title(name) {
  const words = name.split('_').filter(Boolean).map(word => CAPITALS[word.toLowerCase()] ?? word);
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The columns and rows of a report. */
export class Result {
  constructor({columns, rows}) {
    this.columns = columns.map((column, i) => describe(column, rows.map(row => row[i])));
    this.rows = rows;
  }

  at(name) {
    return this.columns.findIndex(column => column.name === name);
  }

  /** The values of a column, row by row. */
  values(name) {
    const i = this.at(name);
    return this.rows.map(row => row[i]);
  }

  format(name, value) {
    return this.columns[this.at(name)].format(value);
  }

  /** Each value once: numbers, days and days of the week in their order, other texts as they come. */
  distinct(name) {
    const values = [...new Set(this.values(name).filter(value => value !== null))];
    const column = this.columns[this.at(name)];
    if (column.numeric) {
      return values.sort((a, b) => a - b);
    }
    if (column.isTime || values.every(value => /^\d{4}-\d\d/.test(value))) {
      return values.sort();
    }
    return values.every(value => WEEK.includes(value)) ? values.sort((a, b) => WEEK.indexOf(a) - WEEK.indexOf(b)) : values;
  }

  /** The rows by the values of a column, or all of them under '' without one. */
  groups(name) {
    const i = name === null ? -1 : this.at(name);
    const found = new Map();
    for (const row of this.rows) {
      const key = i < 0 ? '' : String(row[i]);
      if (!found.has(key)) {
        found.set(key, []);
      }
      found.get(key).push(row);
    }
    return found;
  }
}

/** Numbers of a column have as many decimals as the longest of them, so that they can be compared; years are no amounts. */
function describe({name, type}, values) {
  const numeric = NUMBERS.includes(type);
  const numbers = numeric ? values.filter(value => typeof value === 'number') : [];
  const years = WHOLE.includes(type) && numbers.length > 0 && numbers.every(value => value >= 1800 && value <= 2200) && /year/.test(name);
  const decimals = Math.min(MOST_DECIMALS, Math.max(0, ...numbers.map(value => (String(value).split('.')[1] ?? '').replace(/e.*/, '').length)));
  const format = new Intl.NumberFormat('en', {minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: !years});
  return {
    name, title: title(name), numeric, isTime: TIMES.includes(type),
    format: value => value === null || value === undefined ? '–' : typeof value === 'number' ? format.format(value).replace('-', '−') : String(value)
  };
}

/** What a tooltip says, as text: no data is read as HTML. */
export function tip(heading, pairs) {
  return element('div', {}, element('strong', {}, heading),
    element('dl', {className: 'tip'}, ...pairs.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)])));
}
