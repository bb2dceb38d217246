import {axis} from './chart.js';
import * as format from './format.js';
import {tip} from './report-data.js';

/** Ranges and timelines: from here to there, a row for each name. */
export function draw(drawing) {
  return drawing.chart.kind === 'range' ? range(drawing) : timeline(drawing);
}

export const rows = (chart, result) => result.distinct(chart.kind === 'range' ? chart.x : chart.series).length;

const names = (colour, words) => axis(colour, {
  type: 'category', data: words, inverse: true, splitLine: {show: false}, axisLabel: {...axis(colour).axisLabel, interval: 0, hideOverlap: false}
});

const room = words => 24 + 7 * Math.min(16, Math.max(...words.map(word => word.length)));

/** Each from its lowest to its highest, whatever they are, and where it is between them. */
function range({chart, result, colour}) {
  const [low, value, high] = chart.y.map(name => result.at(name));
  const x = result.at(chart.x);
  const words = result.rows.map(row => String(row[x]));
  const titles = chart.y.map(name => result.columns[result.at(name)].title);
  const place = row => row[high] > row[low] ? Math.round(1000 * (row[value] - row[low]) / (row[high] - row[low])) / 10 : 50;
  const end = (position, i) => ({
    show: true, position, color: colour.text, fontSize: 12, formatter: ({dataIndex}) => format.price(result.rows[dataIndex][i])
  });
  return {
    tooltip: {
      trigger: 'item', formatter: ({dataIndex}) => tip(words[dataIndex], [low, value, high].map((i, n) => [titles[n], format.price(result.rows[dataIndex][i])]))
    },
    grid: {left: room(words), right: 24, top: 12, bottom: 52},
    xAxis: axis(colour, {
      type: 'value', min: 0, max: 100, name: `% of the way from ${titles[0].toLowerCase()} to ${titles[2].toLowerCase()}`, nameLocation: 'middle', nameGap: 28,
      axisLabel: axis(colour).axisLabel
    }),
    yAxis: names(colour, words),
    series: [
      {type: 'bar', barWidth: 20, silent: true, itemStyle: {color: colour.line, borderRadius: 4}, data: words.map(() => 100), label: end('insideLeft', low)},
      {type: 'bar', barWidth: 20, barGap: '-100%', silent: true, itemStyle: {color: 'transparent'}, data: words.map(() => 100), label: end('insideRight', high)},
      {
        type: 'scatter', symbol: 'rect', symbolSize: [6, 26], itemStyle: {color: colour.palette[0]}, z: 5,
        data: result.rows.map((row, i) => [place(row), i])
      }
    ]
  };
}

function timeline({chart, result, colour}) {
  const words = result.distinct(chart.series).map(String);
  const [from, to, series] = [chart.x, chart.end, chart.series].map(name => result.at(name));
  const y = chart.y.length > 0 ? result.at(chart.y[0]) : -1;
  const most = y < 0 ? 1 : Math.max(...result.rows.map(row => row[y] ?? 0), 1);
  return {
    tooltip: {
      trigger: 'item', formatter: ({dataIndex}) => tip(String(result.rows[dataIndex][series]), result.columns
        .map((column, i) => [column.title, column.format(result.rows[dataIndex][i])]).filter((_, i) => i !== series))
    },
    grid: {left: room(words), right: 24, top: 12, bottom: 34},
    xAxis: axis(colour, {type: 'time'}),
    yAxis: names(colour, words),
    series: [{
      type: 'custom', encode: {x: [0, 1], y: 2},
      data: result.rows.map(row => ({
        value: [row[from], row[to], words.indexOf(String(row[series]))], itemStyle: {color: colour.down, opacity: y < 0 ? 0.8 : 0.45 + 0.55 * row[y] / most}
      })),
      renderItem: (params, api) => {
        const [left, middle] = api.coord([api.value(0), api.value(2)]);
        const [right] = api.coord([api.value(1), api.value(2)]);
        const height = Math.min(18, api.size([0, 1])[1] * 0.7);
        return {type: 'rect', shape: {x: left, y: middle - height / 2, width: Math.max(4, right - left), height, r: 2}, style: api.style()};
      }
    }]
  };
}
