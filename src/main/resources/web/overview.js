import {byId, element, inOrder, write} from './elements.js';
import * as format from './format.js';
import {name, title} from './names.js';

/** A move of so many percent has the full colour. */
const FULL = 3;
const MANY = 42;
const tiles = new Map();

/** All indices as tiles, the one that rose most first; the colour is as strong as the move. */
export function draw(cards, chosen, choose) {
  const place = byId('tiles');
  place.dataset.many = String(cards.length > MANY);
  for (const card of cards) {
    show(card, tiles.get(card.index) ?? add(card.index, choose), chosen);
  }
  // what somebody points at does not move away
  if (!place.matches(':hover, :focus-within') || place.children.length !== cards.length) {
    inOrder(place, [...cards].sort((one, other) => (other.changePercent ?? -Infinity) - (one.changePercent ?? -Infinity) || (one.index < other.index ? -1 : 1))
      .map(card => tiles.get(card.index).item));
  }
}

function add(index, choose) {
  const tile = {
    price: element('span', {className: 'price'}), change: element('span', {className: 'change'})
  };
  tile.button = element('button', {type: 'button', className: 'tile', title: title(index)},
    element('span', {className: 'name'}, name(index)), element('span', {className: 'symbol'}, index), tile.price, tile.change);
  tile.button.addEventListener('click', () => choose(index));
  tile.item = element('li', {}, tile.button);
  tiles.set(index, tile);
  return tile;
}

function show(card, tile, chosen) {
  tile.button.dataset.direction = format.direction(card.change);
  tile.button.style.setProperty('--move', `${Math.round(8 + 38 * Math.min(1, Math.abs(card.changePercent ?? 0) / FULL))}%`);
  tile.button.setAttribute('aria-pressed', String(card.index === chosen));
  write(tile.price, format.price(card.price));
  write(tile.change, format.move(card));
}
