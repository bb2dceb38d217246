import {byId, element, inOrder, write} from './elements.js';
import * as format from './format.js';
import {name, title} from './names.js';

/** By what rows are sorted, downwards first where that is what one looks for. */
const SORTS = {
  name: {of: card => name(card.index).toLowerCase(), first: 1}, price: {of: card => card.price, first: -1},
  move: {of: card => card.changePercent, first: -1}, volume: {of: card => card.volume, first: -1}
};
const FIRST = 'name';
const SVG = 'http://www.w3.org/2000/svg';
const rows = new Map();
let by = FIRST;
let upwards = 1;
let changed = () => {};
let order = [];

/** @param sorted told when a hand sorted or searched */
export function start(sorted) {
  changed = sorted;
  for (const button of document.querySelectorAll('#watchlist thead button')) {
    button.addEventListener('click', () => {
      const column = button.dataset.sort;
      upwards = column === by ? -upwards : SORTS[column].first;
      by = column;
      changed();
    });
  }
  byId('search').addEventListener('input', () => changed());
  byId('search').addEventListener('keydown', event => {
    if (event.key === 'Enter') {
      rows.get(order[0])?.button.click();
    }
  });
}

/** As in an address: move, or -move downwards; null is by name. */
export const sorting = () => by === FIRST && upwards === 1 ? null : `${upwards === 1 ? '' : '-'}${by}`;

export function sort(text) {
  const column = (text ?? '').replace('-', '');
  const known = Object.hasOwn(SORTS, column);
  by = known ? column : FIRST;
  upwards = known ? (text.startsWith('-') ? -1 : 1) : 1;
}

/** The index so many rows further, of those that are shown. */
export const beside = (index, step) => order[(Math.max(0, order.indexOf(index)) + step + order.length) % order.length];

export function draw(cards, chosen, choose) {
  for (const card of cards) {
    show(card, rows.get(card.index) ?? add(card.index, choose), chosen);
  }
  const wanted = byId('search').value.trim().toLowerCase();
  const shown = cards.filter(card => title(card.index).toLowerCase().includes(wanted)).sort(compare);
  order = shown.map(card => card.index);
  inOrder(document.querySelector('#watchlist tbody'), shown.map(card => rows.get(card.index).row));
  // the day of each at a glance: markets have holidays of their own, and one may have been left behind
  const latest = cards.reduce((last, card) => card.time > last ? card.time : last, '').slice(0, 10);
  for (const card of cards) {
    write(rows.get(card.index).day, format.dayIn(card.time, latest));
  }
  write(byId('watchlist-day'), latest && `as of ${latest}`);
  write(byId('watchlist-count'), shown.length < cards.length ? `${shown.length} of ${cards.length}` : format.counted(cards.length, 'index', 'indices'));
  for (const head of document.querySelectorAll('#watchlist thead th')) {
    const is = head.firstElementChild.dataset.sort === by;
    head.setAttribute('aria-sort', is ? (upwards === 1 ? 'ascending' : 'descending') : 'none');
  }
}

/** What has no value stands last. */
function compare(one, other) {
  const [value, otherValue] = [SORTS[by].of(one), SORTS[by].of(other)];
  if ((value === null) !== (otherValue === null)) {
    return value === null ? 1 : -1;
  }
  return upwards * (value < otherValue ? -1 : value > otherValue ? 1 : 0) || (one.index < other.index ? -1 : 1);
}

function add(index, choose) {
  const cell = className => element('td', {className});
  const row = {price: cell('number price'), change: cell('number change'), volume: cell('number volume'), day: element('span', {className: 'day quiet'}), spark: document.createElementNS(SVG, 'path')};
  const drawing = document.createElementNS(SVG, 'svg');
  drawing.setAttribute('viewBox', '0 0 100 24');
  drawing.setAttribute('preserveAspectRatio', 'none');
  drawing.setAttribute('aria-hidden', 'true');
  drawing.append(row.spark);
  row.button = element('button', {type: 'button'}, element('span', {className: 'name'}, name(index)), ' ',
    element('span', {className: 'symbol quiet'}, name(index) === index ? '' : index), ' ', row.day);
  row.button.addEventListener('click', () => choose(index));
  row.row = element('tr', {}, Object.assign(element('th', {}, row.button), {scope: 'row'}), element('td', {className: 'spark'}, drawing), row.price, row.change, row.volume);
  row.row.dataset.index = index;
  rows.set(index, row);
  return row;
}

function show(card, row, chosen) {
  row.row.dataset.direction = format.direction(card.change);
  row.button.setAttribute('aria-pressed', String(card.index === chosen));
  write(row.price, format.price(card.price));
  write(row.change, format.move(card));
  write(row.volume, format.short(card.volume));
  row.spark.setAttribute('d', path(card.spark));
  row.spark.dataset.direction = format.direction(card.spark[card.spark.length - 1] - card.spark[0]);
}

function path(closes) {
  if (closes.length < 2) {
    return '';
  }
  const low = Math.min(...closes);
  const span = Math.max(...closes) - low || 1;
  return closes.map((close, i) => `${i ? 'L' : 'M'}${(i * 100 / (closes.length - 1)).toFixed(1)} ${(22 - 20 * (close - low) / span).toFixed(1)}`).join('');
}
