import {axis} from './chart.js';
import * as format from './format.js';
import {tip} from './report-data.js';

/** As many cells have their value written in them. */
const MOST_VALUES = 400;

/** Heat maps and matrices: a value where two names meet, blue below 0, red above, white at 0. */
export function draw({chart, result, colour, width}) {
  const {across, down, cells} = chart.kind === 'matrix' ? matrix(chart, result) : heatmap(chart, result);
  const numbers = cells.map(cell => cell[2]).filter(Number.isFinite);
  const [min, max] = chart.kind === 'matrix' ? [-1, 1] : ends(numbers);
  const written = cells.length <= MOST_VALUES && (width - 120) / across.length >= 38;
  const left = 24 + 7 * Math.min(16, Math.max(...down.map(name => String(name).length)));
  const label = {...axis(colour).axisLabel, interval: 0, hideOverlap: false};
  return {
    tooltip: {trigger: 'item', formatter: ({value: [i, j, value]}) => tip(`${across[i]} · ${down[j]}`, [[result.columns[result.at(chart.y[0])].title, result.format(chart.y[0], value)]])},
    grid: {left, right: 16, top: 12, bottom: 112},
    xAxis: axis(colour, {type: 'category', data: across.map(String), axisLabel: {...label, rotate: across.length > 6 ? 45 : 0}}),
    yAxis: axis(colour, {type: 'category', data: down.map(String), inverse: true, axisLabel: label}),
    visualMap: {
      min, max, orient: 'horizontal', left: 'center', bottom: 4, calculable: false, textStyle: {color: colour.text, fontSize: 12}, precision: 2, text: [format.plain(max), format.plain(min)],
      inRange: {color: min < 0 ? [colour.cold, colour.middle, colour.hot] : [colour.middle, colour.hot]}
    },
    series: [{
      type: 'heatmap', itemStyle: {borderColor: colour.surface, borderWidth: 1},
      data: cells.map(([i, j, value]) => ({value: [i, j, value ?? '-'], label: {color: Math.abs(value) > 0.6 * Math.max(Math.abs(min), max) ? colour.surface : colour.text}})),
      label: {show: written, fontSize: 12, formatter: ({value: [, , value]}) => value === '-' ? '' : format.plain(value).replace('-', '−')}
    }]
  };
}

export const rows = (chart, result) => result.distinct(chart.series).length;

/** White is at 0, also where there is no value yet. */
function ends(numbers) {
  const most = Math.max(...numbers.map(Math.abs), 0) || 1;
  return [numbers.some(number => number < 0) ? -most : 0, most];
}

function heatmap({x, y, series}, result) {
  const across = result.distinct(x);
  const down = result.distinct(series);
  const [i, j, k] = [x, series, y[0]].map(name => result.at(name));
  return {across, down, cells: result.rows.map(row => [across.indexOf(row[i]), down.indexOf(row[j]), row[k]])};
}

/** A pair counts both ways, and each is like itself. */
function matrix({x, y, series}, result) {
  const names = [...new Set([...result.distinct(x), ...result.distinct(series)])].sort();
  const [i, j, k] = [x, series, y[0]].map(name => result.at(name));
  const known = new Map();
  for (const row of result.rows) {
    known.set(JSON.stringify([row[i], row[j]]), row[k]);
    known.set(JSON.stringify([row[j], row[i]]), row[k]);
  }
  const cells = names.flatMap((a, column) => names.map((b, line) => [column, line, known.get(JSON.stringify([a, b])) ?? (a === b ? 1 : null)]));
  return {across: names, down: names, cells};
}
