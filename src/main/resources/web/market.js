import {ask} from './api.js';
import {Chart, axis, base, legend} from './chart.js';
import {announce, byId, calmly, element, table, write} from './elements.js';
import * as format from './format.js';

const SVG = 'http://www.w3.org/2000/svg';
const MOST_CANDLES = 500;
const MOVES = 8;
const WEEK = 7 * 24 * 3600 * 1000;

/** Timeframes that are made here of days: where the one begins that a day is in. */
const OF_DAYS = {'1w': monday, '1M': time => day(time).slice(0, 7)};

/** Names that a newcomer knows better than the symbols. */
const NAMES = {
  '000001.SS': 'Shanghai', '399001.SZ': 'Shenzhen', GDAXI: 'DAX, Germany', GSPTSE: 'Toronto', HSI: 'Hang Seng, Hong Kong', IXIC: 'Nasdaq',
  'J203.JO': 'Johannesburg', KS11: 'KOSPI, Korea', N100: 'Euronext 100', N225: 'Nikkei 225, Japan', NSEI: 'Nifty 50, India', NYA: 'NYSE',
  SSMI: 'SMI, Switzerland', TWII: 'Taiwan'
};

const cards = new Map();
const tiles = new Map();
let chosen = null;
/** As the server has them, of its timeframe; and as they are drawn. */
let candles = [];
let drawn = [];
let timeframe = null;
let asked = null;
let most = 120;
let chart = null;
let asking = false;
let stale = false;

const drawTiles = calmly(() => {
  cards.forEach(drawTile);
  drawMoves();
});
const drawCandles = calmly(() => {
  drawn = spaced(OF_DAYS[timeframe] ? together(OF_DAYS[timeframe]) : candles);
  chart?.redraw();
  describe();
});

export function start() {
  chart = new Chart(byId('candles'), drawChart);
  chart.drawn.on('datazoom', event => {
    // a hand on the slider, not a button
    if (event.batch || event.dataZoomId) {
      chooseMost(null);
    }
  });
  byId('ranges').addEventListener('click', event => {
    if (event.target.dataset.candles) {
      chooseMost(Number(event.target.dataset.candles));
      drawCandles();
    }
  });
  byId('timeframes').addEventListener('click', event => {
    if (event.target.dataset.timeframe) {
      chooseTimeframe(event.target.dataset.timeframe);
    }
  });
  byId('candles-table').addEventListener('toggle', describe);
  document.addEventListener('visibilitychange', refresh);
}

/** All indices, when the page begins or the connection is back. */
export async function load() {
  const {indices} = await ask('/api/market');
  news({indices});
  stale = true;
  await refresh();
}

/** Indices that changed, each perhaps with its last candle. */
export function news({indices}) {
  for (const card of indices) {
    cards.set(card.index, card);
    if (card.index === chosen && card.candles?.[asked]) {
      follow(card.candles[asked]);
    }
  }
  if (chosen === null && cards.size > 0) {
    choose([...cards.keys()].sort()[0]);
  }
  drawTiles();
}

/** Between two events more than one candle may have passed, so only the same one is taken from them; else all are asked for. */
function follow(candle) {
  const last = candles.length - 1;
  if (last >= 0 && candles[last][0] === candle[0]) {
    candles[last] = candle;
    drawCandles();
  } else {
    stale = true;
    refresh();
  }
}

async function refresh() {
  if (asking || !stale || document.hidden || chosen === null) {
    return;
  }
  asking = true;
  stale = false;
  const index = chosen;
  const wanted = timeframe;
  try {
    const answer = await ask(`/api/market/${encodeURIComponent(index)}?timeframe=${OF_DAYS[wanted] ? '1d' : wanted ?? ''}`);
    if (index === chosen && wanted === timeframe) {
      asked = answer.timeframe;
      candles = answer.candles.slice(-MOST_CANDLES);
      showTimeframes(answer);
      drawCandles();
    }
  } catch {
    stale = true;
  }
  setTimeout(() => {
    asking = false;
    refresh();
  }, 500);
}

function choose(index) {
  chosen = index;
  candles = [];
  stale = true;
  write(byId('candles-title'), title(index));
  tiles.forEach((tile, name) => tile.button.setAttribute('aria-pressed', String(name === index)));
  drawCandles();
  refresh();
}

const title = index => NAMES[index] ? `${index} · ${NAMES[index]}` : index;

function chooseMost(chosenMost) {
  most = chosenMost;
  for (const button of byId('ranges').children) {
    button.setAttribute('aria-pressed', String(Number(button.dataset.candles) === most));
  }
}

function chooseTimeframe(chosenTimeframe) {
  timeframe = chosenTimeframe;
  candles = [];
  stale = true;
  pressTimeframe(timeframe);
  refresh();
}

function showTimeframes(answer) {
  const all = answer.timeframes.includes('1d') ? [...answer.timeframes, ...Object.keys(OF_DAYS)] : answer.timeframes;
  const group = byId('timeframes');
  if ([...group.children].map(button => button.dataset.timeframe).join() !== all.join()) {
    group.replaceChildren(...all.map(name => {
      const button = element('button', {type: 'button'}, name.replace(/d|w/, letter => letter.toUpperCase()));
      button.dataset.timeframe = name;
      return button;
    }));
  }
  pressTimeframe(OF_DAYS[timeframe] ? timeframe : answer.timeframe);
}

function pressTimeframe(name) {
  for (const button of byId('timeframes').children) {
    button.setAttribute('aria-pressed', String(button.dataset.timeframe === name));
  }
}

/** The date of a day, which begins in its zone: the noon after that is of the same date in UTC, too. */
function day(time) {
  return time.length > 10 ? new Date(Date.parse(`${time.replace(' ', 'T')}Z`) + 12 * 3600 * 1000).toISOString().slice(0, 10) : time;
}

function monday(time) {
  const date = new Date(`${day(time)}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - (date.getUTCDay() + 6) % 7);
  return date.toISOString().slice(0, 10);
}

/** Days as the weeks or months that they are in. */
function together(beginning) {
  const wide = [];
  for (const [time, open, high, low, close, volume, apart] of candles) {
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

/** With an empty place wherever something was left out, so that no line is drawn across it. */
const spaced = all => all.flatMap((candle, i) => candle[6] && i > 0 ? [['', null, null, null, null, null], candle] : [candle]);

function drawTile(card) {
  const tile = tiles.get(card.index) ?? addTile(card.index);
  const state = format.direction(card.change);
  tile.button.dataset.direction = state;
  write(tile.price, format.price(card.price));
  write(tile.change, card.changePercent === null ? 'first day' : `${format.arrow(card.change)} ${format.percent(card.changePercent)}`);
  tile.spark.setAttribute('d', path(card.spark));
}

function addTile(index) {
  byId('market-empty').hidden = true;
  const tile = {
    price: element('span', {className: 'price'}), change: element('span', {className: 'change'}), spark: document.createElementNS(SVG, 'path')
  };
  const drawing = document.createElementNS(SVG, 'svg');
  drawing.setAttribute('viewBox', '0 0 100 24');
  drawing.setAttribute('preserveAspectRatio', 'none');
  drawing.setAttribute('aria-hidden', 'true');
  drawing.append(tile.spark);
  tile.button = element('button', {type: 'button', className: 'tile', title: title(index)},
    element('span', {className: 'symbol'}, index), tile.price, tile.change, drawing);
  tile.button.setAttribute('aria-pressed', String(index === chosen));
  tile.button.addEventListener('click', () => {
    choose(index);
    announce(`${title(index)} is shown`);
  });
  tiles.set(index, tile);
  const item = element('li', {}, tile.button);
  item.dataset.index = index;
  const after = [...byId('tiles').children].find(other => other.dataset.index > index);
  byId('tiles').insertBefore(item, after ?? null);
  return tile;
}

function path(closes) {
  if (closes.length < 2) {
    return '';
  }
  const low = Math.min(...closes);
  const span = Math.max(...closes) - low || 1;
  return closes.map((close, i) => `${i ? 'L' : 'M'}${(i * 100 / (closes.length - 1)).toFixed(1)} ${(22 - 20 * (close - low) / span).toFixed(1)}`).join('');
}

/** An index whose market is closed still has its last day; one that was left behind long ago does not count. */
function drawMoves() {
  const all = [...cards.values()].filter(card => card.changePercent !== null);
  const latest = all.map(card => card.time).sort().pop();
  if (!latest) {
    return;
  }
  const moves = all.filter(card => Date.parse(latest) - Date.parse(card.time) < WEEK)
    .sort((one, other) => Math.abs(other.changePercent) - Math.abs(one.changePercent))
    .slice(0, MOVES);
  write(byId('moves-day'), `Each index, compared with its previous day, up to ${latest.slice(0, 10)}.`);
  const widest = Math.abs(moves[0].changePercent) || 1;
  byId('moves').replaceChildren(...moves.map(card => {
    const bar = element('span', {className: 'move-bar'});
    bar.style.width = `${100 * Math.abs(card.changePercent) / widest}%`;
    const item = element('li', {},
      element('span', {className: 'symbol'}, card.index),
      element('span', {className: 'change'}, `${format.arrow(card.change)} ${format.percent(card.changePercent)}`),
      element('span', {className: 'quiet'}, NAMES[card.index] ?? ''), bar);
    item.dataset.direction = format.direction(card.change);
    return item;
  }));
}

function average(length) {
  let closes = [];
  let sum = 0;
  return drawn.map(([time, , , , close]) => {
    if (!time) {
      closes = [];
      sum = 0;
      return '-';
    }
    closes.push(close);
    sum += close - (closes.length > length ? closes[closes.length - 1 - length] : 0);
    return closes.length >= length ? sum / length : '-';
  });
}

function drawChart(canvas, colour) {
  const narrow = canvas.getWidth() < 500;
  const dates = drawn.map(candle => candle[0]);
  const falls = candle => candle[4] < candle[1];
  const line = (name, length) => ({
    name, type: 'line', data: average(length), showSymbol: false, lineStyle: {width: 1.5}, emphasis: {disabled: true}
  });
  const side = {left: narrow ? 48 : 64, right: 12};
  canvas.setOption({
    ...base(colour),
    legend: legend(colour, {top: 0, data: ['Average of 20', 'Average of 50']}),
    tooltip: {...base(colour).tooltip, trigger: 'axis', axisPointer: {type: 'cross', label: {show: false}}, formatter: tip},
    axisPointer: {link: [{xAxisIndex: 'all'}]},
    grid: [{...side, top: 34, height: narrow ? '48%' : '54%'}, {...side, top: narrow ? '66%' : '70%', height: '13%'}],
    xAxis: [
      axis(colour, {type: 'category', data: dates, axisLabel: {show: false}, splitLine: {show: false}}),
      axis(colour, {type: 'category', data: dates, gridIndex: 1, splitLine: {show: false}, axisLabel: {color: colour.quiet, hideOverlap: true, formatter: short}})
    ],
    yAxis: [
      axis(colour, {scale: true, axisLabel: {color: colour.quiet, formatter: value => format.short(value)}}),
      axis(colour, {gridIndex: 1, splitNumber: 2, axisLabel: {color: colour.quiet, formatter: value => format.short(value)}, splitLine: {show: false}})
    ],
    dataZoom: zoom(colour),
    series: [
      {
        name: 'Price', type: 'candlestick', data: drawn.map(candle => candle[0] ? [candle[1], candle[4], candle[3], candle[2]] : '-'), barMaxWidth: 14,
        // one that rose is hollow, one that fell is full, so that the colour is not needed
        itemStyle: {color: colour.surface, borderColor: colour.up, color0: colour.down, borderColor0: colour.down}
      },
      line('Average of 20', 20),
      line('Average of 50', 50),
      {
        name: 'Volume', type: 'bar', xAxisIndex: 1, yAxisIndex: 1, barMaxWidth: 14,
        data: drawn.map(candle => ({value: candle[5] ?? '-', itemStyle: {color: falls(candle) ? colour.down : colour.up, opacity: 0.75}}))
      }
    ]
  });
}

/** A time of the day says enough on an axis of minutes. */
const short = time => time.length > 10 ? time.slice(11, 16) : time;

/** Follows the market while a number of candles is chosen; leaves the slider where a hand put it. */
function zoom(colour) {
  const place = most === null ? {} : {start: Math.max(0, 100 - 100 * most / Math.max(drawn.length, 1)), end: 100};
  const slider = {
    type: 'slider', xAxisIndex: [0, 1], bottom: 6, height: 22, textStyle: {color: colour.quiet}, borderColor: colour.line, brushSelect: false,
    handleStyle: {color: colour.surface, borderColor: colour.quiet}, ...place
  };
  // a finger on the chart scrolls the page, a mouse moves the candles
  const inside = {type: 'inside', xAxisIndex: [0, 1], zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false, ...place};
  return matchMedia('(pointer: fine)').matches ? [slider, inside] : [slider];
}

function tip(points) {
  const candle = drawn[points[0].dataIndex];
  if (!candle?.[0]) {
    return '';
  }
  const [time, open, high, low, close, volume] = candle;
  const line = (name, value) => [element('dt', {}, name), element('dd', {}, value)];
  return element('div', {}, element('strong', {}, time), element('dl', {className: 'tip'},
    ...line('Open', format.price(open)), ...line('High', format.price(high)), ...line('Low', format.price(low)),
    ...line('Close', format.price(close)), ...line('Volume', format.whole(volume))));
}

/** The chart in words, and as a table for those who open it. */
function describe() {
  if (drawn.length === 0) {
    return;
  }
  const all = drawn.filter(candle => candle[0]);
  const last = all[all.length - 1];
  byId('candles').setAttribute('aria-label', `Candlestick chart of ${title(chosen)} from ${all[0][0]} to ${last[0]}: last close ${format.price(last[4])}, `
    + `highest ${format.price(Math.max(...all.map(candle => candle[2])))}, lowest ${format.price(Math.min(...all.map(candle => candle[3])))}. `
    + 'The last candles follow as a table.');
  if (byId('candles-table').open) {
    const columns = [OF_DAYS[timeframe] || asked === '1d' ? 'Day' : 'Time (UTC)', 'Open', 'High', 'Low', 'Close', 'Volume'].map((name, i) => ({title: name, numeric: i > 0}));
    const rows = all.slice(-20).reverse().map(candle => [candle[0], ...candle.slice(1, 5).map(format.price), format.whole(candle[5])]);
    byId('candles-table').querySelector('.scroll').replaceChildren(table(`The last candles of ${title(chosen)}`, columns, rows));
  }
}
