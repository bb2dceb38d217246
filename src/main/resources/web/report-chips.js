import {element} from './elements.js';

/** A line for each name: what is 0 is well, and what is not stands out, by a mark as well as by its colour. */
export function draw({chart, result}) {
  const x = result.at(chart.x);
  return result.rows.map(row => element('li', {}, element('strong', {}, String(row[x] ?? '–')), ...chart.y.map(name => chip(result, name, row[result.at(name)]))));
}

function chip(result, name, value) {
  const well = value === 0;
  const mark = value === null ? '?' : well ? '✓' : '!';
  const made = element('span', {className: 'chip'}, element('span', {ariaHidden: 'true'}, mark), ` ${result.columns[result.at(name)].title} ${result.format(name, value)}`);
  made.dataset.state = value === null ? 'unknown' : well ? 'up' : 'waiting';
  return made;
}
