import {ask} from './api.js';
import {announce, byId, calmly} from './elements.js';
import * as format from './format.js';
import {name, title} from './names.js';
import * as overview from './overview.js';
import * as chart from './price-chart.js';
import {shortcut} from './shortcuts.js';
import * as views from './views.js';
import * as watchlist from './watchlist.js';

const WEEK = 7 * 24 * 3600 * 1000;
const cards = new Map();
let chosen = null;
/** Whether the server has read all that it shows of the past. */
let complete = false;

const draw = calmly(() => {
  const all = [...cards.values()];
  byId('market-empty').hidden = all.length > 0;
  overview.draw(all, chosen, choose);
  watchlist.draw(all, chosen, choose);
  chart.offer([...cards.keys()].sort());
  showQuote();
});

export function start() {
  chart.start({knows: index => cards.has(index), missing}, keep);
  watchlist.start(() => {
    keep();
    draw();
  });
  addEventListener('hashchange', showTitle);
  shortcut('j', 'Next index of the watchlist', () => step(1));
  shortcut('k', 'Previous index of the watchlist', () => step(-1));
  shortcut('/', 'Search the watchlist', () => {
    location.hash = views.address().view === 'market' ? location.hash : '#/market';
    byId('search').focus();
  });
  shortcut('l', 'Logarithmic axis, or linear again', () => chart.toggleScale('log'));
  shortcut('%', 'Axis in percent, or in prices again', () => chart.toggleScale('percent'));
  shortcut('+', 'Fewer candles', () => chart.zoom(0.8));
  shortcut('-', 'More candles', () => chart.zoom(1.25));
}

/** All indices, when the page begins or the connection is back. */
export async function load() {
  const market = await ask('/api/market');
  cards.clear();
  news(market);
  chart.renew();
}

/** Indices that changed, each perhaps with its last candle. */
export function news(market) {
  const first = market.complete && !complete;
  complete = market.complete;
  for (const card of market.indices) {
    cards.set(card.index, card);
    chart.follow(card);
  }
  if (chosen === null && complete && cards.size > 0) {
    choose(mostMoved());
  }
  if (first) {
    chart.renew();
  }
  draw();
}

/** Why an index is not there; null when it is, or when that is not known yet. */
const missing = index => cards.has(index) || !complete ? null
  : `No record of ${index} is among the last ones in Kafka. Its candles appear here with its next record.`;

/** Of those that were traded last, the one that moved most: a market that was left behind long ago does not count. */
function mostMoved() {
  const all = [...cards.values()];
  const latest = Math.max(...all.map(card => Date.parse(card.time)));
  const move = card => latest - Date.parse(card.time) < WEEK ? Math.abs(card.changePercent ?? 0) : -1;
  return all.reduce((one, other) => move(other) > move(one) ? other : one).index;
}

/** What the address names; without any, what was looked at before. */
export function visit(what, state) {
  if (what || state.size > 0) {
    watchlist.sort(state.get('sort'));
    chart.restore(state);
  }
  if (what) {
    choose(what, false);
  } else if (chosen !== null) {
    keep();
  }
  draw();
}

function choose(index, told = true) {
  if (told && chosen !== null) {
    announce(`${title(index)} is shown`);
  }
  chosen = index;
  chart.choose(index);
  keep();
  draw();
}

function step(by) {
  const next = watchlist.beside(chosen, by);
  if (next) {
    choose(next);
  }
}

function keep() {
  if (chosen !== null && views.address().view === 'market') {
    views.keep(chosen, {...chart.state(), ...watchlist.sorting() && {sort: watchlist.sorting()}});
  }
}

function showQuote() {
  const card = cards.get(chosen);
  byId('quote').dataset.direction = format.direction(card?.change);
  byId('quote-price').textContent = card ? format.price(card.price) : '';
  byId('quote-change').textContent = card ? format.move(card) : '';
  showTitle();
}

/** In the browser's tab the price, where the market is looked at; else the view. */
function showTitle() {
  const {view} = views.address();
  const card = cards.get(chosen);
  const here = view === 'market' && card
    ? `${format.arrow(card.change)} ${format.price(card.price)} ${name(card.index)}` : document.querySelector(`#views a[href="#/${view}"]`)?.textContent;
  const shown = [here, byId('name').textContent].filter(Boolean).join(' · ');
  if (document.title !== shown) {
    document.title = shown;
  }
}
