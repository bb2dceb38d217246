import {ask} from './api.js';
import {Chart, axis, base, legend} from './chart.js';
import {announce, byId, calmly, element, table, write} from './elements.js';
import * as format from './format.js';

const SVG = 'http://www.w3.org/2000/svg';
const MOST_CANDLES = 500;
const MOVES = 8;
const WEEK = 7 * 24 * 3600 * 1000;

/** Names that a newcomer knows better than the symbols. */
const NAMES = {
  '000001.SS': 'Shanghai', '399001.SZ': 'Shenzhen', GDAXI: 'DAX, Germany', GSPTSE: 'Toronto', HSI: 'Hang Seng, Hong Kong', IXIC: 'Nasdaq',
  'J203.JO': 'Johannesburg', KS11: 'KOSPI, Korea', N100: 'Euronext 100', N225: 'Nikkei 225, Japan', NSEI: 'Nifty 50, India', NYA: 'NYSE',
  SSMI: 'SMI, Switzerland', TWII: 'Taiwan'
};

const cards = new Map();
const tiles = new Map();
let chosen = null;
let candles = [];
let days = 120;
let chart = null;
let asking = false;
let stale = false;

const drawTiles = calmly(() => {
  cards.forEach(drawTile);
  drawMoves();
});
const drawCandles = calmly(() => {
  chart?.redraw();
  describe();
});

export function start() {
  chart = new Chart(byId('candles'), drawChart);
  chart.drawn.on('datazoom', event => {
    // a hand on the slider, not a button for days
    if (event.batch || event.dataZoomId) {
      chooseDays(null);
    }
  });
  byId('ranges').addEventListener('click', event => {
    if (event.target.dataset.days) {
      chooseDays(Number(event.target.dataset.days));
      drawCandles();
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
    if (card.index === chosen && card.candle) {
      follow(card.candle);
    }
  }
  if (chosen === null && cards.size > 0) {
    choose([...cards.keys()].sort()[0]);
  }
  drawTiles();
}

/** Between two events more than one day may have passed, so only the same day's candle is taken from them; else all are asked for. */
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
  try {
    const answer = await ask(`/api/market/${encodeURIComponent(index)}`);
    if (index === chosen) {
      candles = answer.candles.slice(-MOST_CANDLES);
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

function chooseDays(chosenDays) {
  days = chosenDays;
  for (const button of byId('ranges').children) {
    button.setAttribute('aria-pressed', String(Number(button.dataset.days) === days));
  }
}

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
  let sum = 0;
  return candles.map((candle, i) => {
    sum += candle[4] - (i >= length ? candles[i - length][4] : 0);
    return i >= length - 1 ? Number((sum / length).toFixed(2)) : '-';
  });
}

function drawChart(drawn, colour) {
  const narrow = drawn.getWidth() < 500;
  const dates = candles.map(candle => candle[0]);
  const falls = candle => candle[4] < candle[1];
  const line = (name, length) => ({
    name, type: 'line', data: average(length), showSymbol: false, lineStyle: {width: 1.5}, emphasis: {disabled: true}
  });
  const side = {left: narrow ? 48 : 64, right: 12};
  drawn.setOption({
    ...base(colour),
    legend: legend(colour, {top: 0, data: ['20-day average', '50-day average']}),
    tooltip: {...base(colour).tooltip, trigger: 'axis', axisPointer: {type: 'cross', label: {show: false}}, formatter: tip},
    axisPointer: {link: [{xAxisIndex: 'all'}]},
    grid: [{...side, top: 34, height: narrow ? '48%' : '54%'}, {...side, top: narrow ? '66%' : '70%', height: '13%'}],
    xAxis: [
      axis(colour, {type: 'category', data: dates, axisLabel: {show: false}, splitLine: {show: false}}),
      axis(colour, {type: 'category', data: dates, gridIndex: 1, splitLine: {show: false}})
    ],
    yAxis: [
      axis(colour, {scale: true, axisLabel: {color: colour.quiet, formatter: value => format.short(value)}}),
      axis(colour, {gridIndex: 1, splitNumber: 2, axisLabel: {color: colour.quiet, formatter: value => format.short(value)}, splitLine: {show: false}})
    ],
    dataZoom: zoom(colour),
    series: [
      {
        name: 'Price', type: 'candlestick', data: candles.map(candle => [candle[1], candle[4], candle[3], candle[2]]), barMaxWidth: 14,
        // a day that rose is hollow, one that fell is full, so that the colour is not needed
        itemStyle: {color: colour.surface, borderColor: colour.up, color0: colour.down, borderColor0: colour.down}
      },
      line('20-day average', 20),
      line('50-day average', 50),
      {
        name: 'Volume', type: 'bar', xAxisIndex: 1, yAxisIndex: 1, barMaxWidth: 14,
        data: candles.map(candle => ({value: candle[5] ?? '-', itemStyle: {color: falls(candle) ? colour.down : colour.up, opacity: 0.75}}))
      }
    ]
  });
}

/** Follows the replay while days are chosen; leaves the slider where a hand put it. */
function zoom(colour) {
  const place = days === null ? {} : {start: Math.max(0, 100 - 100 * days / Math.max(candles.length, 1)), end: 100};
  const slider = {
    type: 'slider', xAxisIndex: [0, 1], bottom: 6, height: 22, textStyle: {color: colour.quiet}, borderColor: colour.line, brushSelect: false,
    handleStyle: {color: colour.surface, borderColor: colour.quiet}, ...place
  };
  // a finger on the chart scrolls the page, a mouse moves the days
  const inside = {type: 'inside', xAxisIndex: [0, 1], zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false, ...place};
  return matchMedia('(pointer: fine)').matches ? [slider, inside] : [slider];
}

function tip(points) {
  const candle = candles[points[0].dataIndex];
  if (!candle) {
    return '';
  }
  const [day, open, high, low, close, volume] = candle;
  const line = (name, value) => [element('dt', {}, name), element('dd', {}, value)];
  return element('div', {}, element('strong', {}, day), element('dl', {className: 'tip'},
    ...line('Open', format.price(open)), ...line('High', format.price(high)), ...line('Low', format.price(low)),
    ...line('Close', format.price(close)), ...line('Volume', format.whole(volume))));
}

/** The chart in words, and as a table for those who open it. */
function describe() {
  if (candles.length === 0) {
    return;
  }
  const last = candles[candles.length - 1];
  byId('candles').setAttribute('aria-label', `Candlestick chart of ${title(chosen)} from ${candles[0][0]} to ${last[0]}: last close ${format.price(last[4])}, `
    + `highest ${format.price(Math.max(...candles.map(candle => candle[2])))}, lowest ${format.price(Math.min(...candles.map(candle => candle[3])))}. `
    + 'The last days follow as a table.');
  if (byId('candles-table').open) {
    const columns = ['Day', 'Open', 'High', 'Low', 'Close', 'Volume'].map((name, i) => ({title: name, numeric: i > 0}));
    const rows = candles.slice(-20).reverse().map(candle => [candle[0], ...candle.slice(1, 5).map(format.price), format.whole(candle[5])]);
    byId('candles-table').querySelector('.scroll').replaceChildren(table(`The last days of ${title(chosen)}`, columns, rows));
  }
}
