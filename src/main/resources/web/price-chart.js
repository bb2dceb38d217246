import {colours, onTheme} from './chart.js';
import {byId, element, table, write} from './elements.js';
import * as format from './format.js';
import {bollinger, ema, macd, rsi, sma, vwap} from './indicators.js';
import {name, title} from './names.js';
import {Plot} from './plot.js';
import {timeText} from './scale.js';
import {Series} from './series.js';
import {OF_DAYS, closesAt, day, firstDay, named, shaped} from './timeframes.js';
import * as views from './views.js';

const MOST = 120;
const ALL = 500;
const MOST_COMPARED = 4;
/** Of the palette: those that no line over the prices has, as far as there are such. */
const COMPARED = [5, 6, 2, 4];
const KINDS = ['linear', 'log', 'percent'];

/** What each draws over the prices or below them, of candles, their closes, a colour, and where a session of the timeframe begins. */
const INDICATORS = {
  sma20: {title: 'SMA 20', draw: over(closes => sma(closes, 20))},
  sma50: {title: 'SMA 50', draw: over(closes => sma(closes, 50))},
  ema20: {title: 'EMA 20', draw: over(closes => ema(closes, 20))},
  bollinger: {
    title: 'Bollinger 20, 2', draw: ({closes, colour}) => {
      const {upper, middle, lower} = bollinger(closes);
      const line = (values, what, dashes) => ({title: what, values, colour, dashes});
      return {lines: [line(upper, 'Upper band'), line(middle, null, [4, 3]), line(lower, 'Lower band')], bands: [{upper, lower, colour}]};
    }
  },
  vwap: {title: 'VWAP', draw: ({candles, colour, session}) => ({lines: [{title: 'VWAP', values: vwap(candles, session), colour}]})},
  rsi: {
    title: 'RSI 14', draw: ({closes, colour}) => ({
      panes: [{name: 'RSI 14', range: [0, 100], levels: [30, 70], lines: [{title: 'RSI 14', values: rsi(closes), colour}]}]
    })
  },
  macd: {
    title: 'MACD 12, 26, 9', draw: ({closes, colour, other}) => {
      const {line, signal, histogram} = macd(closes);
      return {panes: [{name: 'MACD 12, 26, 9', bars: histogram, lines: [{title: 'MACD', values: line, colour}, {title: 'Signal', values: signal, colour: other}]}]};
    }
  }
};
const DEFAULT = ['sma20', 'sma50'];

function over(calculate) {
  return ({closes, colour, title: what}) => ({lines: [{title: what, values: calculate(closes), colour}]});
}

let plot = null;
let market = null;
let changed = () => {};
let main = null;
let compared = [];
let timeframe = null;
let most = MOST;
let kind = 'linear';
let chosen = new Set(DEFAULT);
let scene = {candles: [], lines: [], panes: []};

/**
 * @param indices that knows which there are, and says why one is not there
 * @param kept told when something of the state is another
 */
export function start(indices, kept) {
  market = indices;
  changed = kept;
  plot = new Plot(byId('candles'), {pointed: point, moved: () => most !== null && show(null)});
  byId('candles').addEventListener('dblclick', traceCandle);
  onTheme(() => compose());
  group('ranges', 'candles', count => show(Number(count)));
  group('timeframes', 'timeframe', name => {
    write(byId('candles-note'), '');
    timeframe = name;
    renewAll();
  });
  group('scales', 'scale', wanted => {
    kind = kind === wanted ? 'linear' : wanted;
    compose();
  });
  byId('indicators').replaceChildren(...Object.entries(INDICATORS).map(([id, indicator]) => {
    const box = element('input', {type: 'checkbox', value: id});
    box.addEventListener('change', () => {
      chosen[box.checked ? 'add' : 'delete'](id);
      compose();
      changed();
    });
    return element('label', {}, box, ` ${indicator.title}`);
  }));
  byId('compare').addEventListener('change', () => {
    compare([...compared.map(series => series.index), byId('compare').value]);
    byId('compare').value = '';
    changed();
  });
  byId('candles-table').addEventListener('toggle', describe);
}

function group(id, what, choose) {
  byId(id).addEventListener('click', event => {
    const value = event.target.closest('button')?.dataset[what];
    if (value) {
      choose(value);
      changed();
    }
  });
}

/** As it stands in an address: only what is not as usual. */
export function state() {
  return {
    ...timeframe && {t: timeframe}, ...most !== MOST && most !== null && {n: String(most)}, ...kind !== 'linear' && {scale: kind},
    ...compared.length > 0 && {with: compared.map(series => series.index).join(',')},
    ...[...chosen].sort().join() !== [...DEFAULT].sort().join() && {show: [...chosen].join(',')}
  };
}

/** @param address as state() gave it, as URLSearchParams */
export function restore(address) {
  const list = key => (address.get(key) ?? '').split(',').filter(Boolean);
  timeframe = address.get('t');
  kind = KINDS.includes(address.get('scale')) ? address.get('scale') : 'linear';
  chosen = new Set(address.has('show') ? list('show').filter(id => INDICATORS[id]) : DEFAULT);
  show(Math.max(12, Math.min(ALL, Number(address.get('n')) || MOST)));
  renewAll();
  compare(list('with'));
}

/** @param index whose candles are shown */
export function choose(index) {
  if (main?.index !== index) {
    write(byId('candles-note'), '');
    main?.close();
    main = new Series(index, timeframe, market, compose);
    compare(compared.map(series => series.index));
    compose();
  }
}

/** @param indices that there are to compare with */
export function offer(indices) {
  const others = indices.filter(index => index !== main?.index && compared.every(series => series.index !== index));
  const select = byId('compare');
  if ([...select.options].slice(1).map(option => option.value).join() !== others.join()) {
    select.replaceChildren(select.options[0], ...others.map(index => element('option', {value: index}, title(index))));
  }
}

/** An index that changed, perhaps one that is shown. */
export function follow(card) {
  [main, ...compared].filter(series => series?.index === card.index).forEach(series => series.follow(card));
}

/** All that is shown is asked for again. */
export function renew() {
  [main, ...compared].forEach(series => series?.renew());
  compose();
}

export function toggleScale(wanted) {
  kind = kind === wanted ? 'linear' : wanted;
  compose();
  changed();
}

export const zoom = factor => plot.zoom(factor, plot.right);

function renewAll() {
  if (main) {
    const index = main.index;
    main.close();
    main = new Series(index, timeframe, market, compose);
    compare(compared.map(series => series.index), true);
  }
  compose();
}

function compare(indices, anew = false) {
  const wanted = [...new Set(indices)].filter(index => index && index !== main?.index).slice(-MOST_COMPARED);
  const kept = anew ? [] : compared.filter(series => wanted.includes(series.index));
  compared.filter(series => !kept.includes(series)).forEach(series => series.close());
  compared = wanted.map(index => kept.find(series => series.index === index) ?? new Series(index, timeframe, market, compose));
  byId('compared').replaceChildren(...compared.map(series => {
    const button = element('button', {type: 'button', className: 'chip', title: `Compare with ${title(series.index)} no more`}, `${name(series.index)} ✕`);
    button.addEventListener('click', () => {
      compare(compared.map(each => each.index).filter(index => index !== series.index));
      changed();
    });
    return button;
  }));
  compose();
}

function show(count) {
  most = count;
  if (count !== null) {
    plot.showLast(count);
  }
  press('ranges', 'candles', String(count));
}

function press(id, what, value) {
  for (const button of byId(id).querySelectorAll('button')) {
    button.setAttribute('aria-pressed', String(button.dataset[what] === value));
  }
}

/** All that is drawn, from the candles as they are now. */
function compose() {
  if (!main) {
    return;
  }
  const colour = colours();
  const candles = shaped(main.candles, main.timeframe);
  const closes = candles.map(candle => candle[4]);
  const times = candles.map(candle => candle[0]);
  const session = main.shown() === '1d' ? time => day(time).slice(0, 7) : main.shown()?.match(/[wM]/) ? time => time.slice(0, 4) : time => time.slice(0, 10);
  const palette = colour.palette;
  const drawn = Object.entries(INDICATORS).map(([id, indicator], i) => chosen.has(id)
    ? indicator.draw({candles, closes, session, title: indicator.title, colour: palette[i % palette.length], other: palette[(i + 2) % palette.length]}) : {});
  const of = what => drawn.flatMap(each => each[what] ?? []);
  const others = compared.map((series, i) => ({
    title: name(series.index), compared: true, colour: palette[COMPARED[i]],
    values: closesAt(times, shaped(series.candles, series.timeframe))
  }));
  scene = {candles, lines: [...of('lines'), ...others], bands: of('bands'), panes: of('panes'), kind: compared.length > 0 ? 'percent' : kind};
  plot.show(scene);
  controls();
  describe();
}

function controls() {
  const group = byId('timeframes');
  if ([...group.children].map(button => button.dataset.timeframe).join() !== main.timeframes.join()) {
    group.replaceChildren(...main.timeframes.map(each => {
      const button = element('button', {type: 'button'}, named(each));
      button.dataset.timeframe = each;
      return button;
    }));
  }
  press('timeframes', 'timeframe', main.shown());
  press('scales', 'scale', scene.kind);
  byId('scales').querySelectorAll('button').forEach(button => button.disabled = compared.length > 0);
  byId('indicators').querySelectorAll('input').forEach(box => box.checked = chosen.has(box.value));
  write(byId('candles-title'), title(main.index));
  const missing = main.candles.length > 0 ? null : market.missing(main.index) ?? main.missing;
  byId('candles-empty').hidden = missing === null;
  write(byId('candles-empty'), missing ?? '');
}

let legendText = null;
let pointedAt = null;

function point(i) {
  pointedAt = i;
  legend(i);
}

/** What is at the crosshair, or last; in the corner of the chart. */
function legend(pointed) {
  const i = pointed ?? scene.candles.findLastIndex(candle => candle[0]);
  const candle = scene.candles[i];
  const parts = candle ? [...figures(i, candle), ...scene.lines.filter(line => line.title).map(line => [line.title, shownValue(line, i), line.colour])] : [];
  const text = parts.map(part => part.join(' ')).join('|');
  if (text !== legendText) {
    legendText = text;
    byId('legend').replaceChildren(...parts.map(([what, value, colour]) => {
      const part = element('span', {}, element('span', {className: 'what'}, what), ' ', element('span', {className: 'value'}, value));
      if (colour) {
        part.firstChild.style.borderColor = colour;
        part.className = 'line';
      }
      return part;
    }));
  }
}

function figures(i, [time, open, high, low, close, volume]) {
  const before = scene.candles[i - 1]?.[4];
  const change = before ? 100 * (close - before) / Math.abs(before) : null;
  return [
    [timeText(time), named(main.shown() ?? '')], ['O', format.price(open)], ['H', format.price(high)], ['L', format.price(low)], ['C', format.price(close)],
    ...change === null ? [] : [['', `${format.arrow(change)} ${format.percent(change)}`]], ...volume === null ? [] : [['Vol', format.short(volume)]]
  ];
}

function shownValue(line, i) {
  const value = line.values[i];
  return value !== null && line.compared ? format.percent(plot.relativeOf(line)(value)) : format.price(value);
}

/** A day leads to its record, a week or a month to that of its first day; a candle of minutes has many. */
function trace(time) {
  const first = main.shown() === '1d' ? time : OF_DAYS[main.shown()] && firstDay(main.candles, main.shown(), time);
  return first ? views.link('trace', `${main.index}@${first.slice(0, 10)}`) : null;
}

const traced = time => trace(time) ? element('a', {href: trace(time)}, time) : time;

function traceCandle() {
  const time = scene.candles[pointedAt]?.[0];
  const where = time && trace(time);
  if (where) {
    location.hash = where;
  } else if (time) {
    write(byId('candles-note'), `A candle of ${named(main.shown())} has many records: choose 1D, and a double click shows where the day's row is; or search among the topics.`);
  }
}

/** The chart in words, and as a table for those who open it. */
function describe() {
  const all = scene.candles.filter(candle => candle[0]);
  if (all.length === 0) {
    byId('candles').setAttribute('aria-label', `Candlestick chart of ${title(main?.index ?? '')}; there are no candles yet`);
    return;
  }
  const last = all[all.length - 1];
  byId('candles').setAttribute('aria-label', `Candlestick chart of ${title(main.index)} from ${all[0][0]} to ${last[0]}: last close ${format.price(last[4])}, `
    + `highest ${format.price(Math.max(...all.map(candle => candle[2])))}, lowest ${format.price(Math.min(...all.map(candle => candle[3])))}. `
    + 'The last candles follow as a table; arrow keys move the crosshair.');
  if (byId('candles-table').open) {
    const columns = [main.shown()?.match(/[dwM]/) ? 'Day' : 'Time (UTC)', 'Open', 'High', 'Low', 'Close', 'Volume'].map((column, i) => ({title: column, numeric: i > 0}));
    const rows = all.slice(-20).reverse().map(candle => [traced(candle[0]), ...candle.slice(1, 5).map(format.price), format.whole(candle[5])]);
    byId('candles-table').querySelector('.scroll').replaceChildren(table(`The last candles of ${title(main.index)}`, columns, rows));
  }
}
