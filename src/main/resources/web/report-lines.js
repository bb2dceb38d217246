import {axis, legend} from './chart.js';
import * as format from './format.js';
import {tip} from './report-data.js';

const BAND = 'band';

/** Lines, bars, bands and candles: values along an axis. Of what has several lines each, one at a time is drawn. */
export function isOneAtATime({kind, y, series}) {
  return series !== null && (kind === 'band' || kind === 'candlestick' || kind === 'line' && y.length > 1);
}

export function draw({chart, result, chosen, colour}) {
  const rows = isOneAtATime(chart) ? result.groups(chart.series).get(chosen) ?? [] : result.rows;
  const across = [...new Set(result.distinct(chart.x))].filter(value => rows.some(row => row[result.at(chart.x)] === value));
  const panes = chart.below ? 2 : 1;
  const words = across.map(String);
  const x = i => axis(colour, {
    type: 'category', data: words, gridIndex: i, splitLine: {show: false},
    axisLabel: {...axis(colour).axisLabel, show: i === panes - 1, ...everyName(words)}
  });
  const series = [...SERIES[chart.kind]({chart, result, rows, across, colour}), ...chart.below ? [below({chart, result, rows, across, colour})] : []];
  const told = [...new Set(series.map(one => one.name).filter(name => name && name !== BAND))];
  return {
    legend: legend(colour, {top: 0, data: told, show: told.length > 1}),
    tooltip: {formatter: points => tell(points, words)},
    axisPointer: {link: [{xAxisIndex: 'all'}]},
    grid: panes === 1 ? [{left: 64, right: 20, top: 44, bottom: bottom(words)}]
      : [{left: 64, right: 20, top: 44, height: '52%'}, {left: 64, right: 20, bottom: 30, height: '20%'}],
    xAxis: Array.from({length: panes}, (_, i) => x(i)),
    yAxis: Array.from({length: panes}, (_, i) => axis(colour, {
      gridIndex: i, scale: i > 0 || chart.kind !== 'bar', splitNumber: i > 0 ? 2 : 5, name: i > 0 ? result.columns[result.at(chart.below)].title : '',
      axisLabel: {...axis(colour).axisLabel, formatter: value => format.short(value)}
    })),
    series
  };
}

/** Names are all told, aslant where there are many; of days and numbers those for which there is room. */
export function everyName(words) {
  const names = words.length <= 40 && words.some(word => !/^[-\d.:T ]+$/.test(word));
  return names ? {interval: 0, hideOverlap: false, rotate: words.length > 6 ? 45 : 0} : {hideOverlap: true};
}

/** The room for them below. */
export const bottom = words => everyName(words).rotate ? 30 + 5 * Math.min(14, Math.max(...words.map(word => word.length))) : 34;

function tell(points, words) {
  const shown = points.filter(point => point.seriesName !== BAND && point.value !== null && point.value !== undefined);
  return shown.length === 0 ? '' : tip(words[shown[0].dataIndex], shown.flatMap(point => Array.isArray(point.value)
    ? ['Open', 'Close', 'Low', 'High'].map((name, i) => [name, format.plain(point.value[i + 1])])
    : [[point.seriesName, format.plain(point.value)]]));
}

const SERIES = {line: lines, bar: lines, band, candlestick: candles};

function at(result, rows, chart, name) {
  const x = result.at(chart.x);
  const i = result.at(name);
  return new Map(rows.map(row => [row[x], row[i]]));
}

function lines({chart, result, rows, across, colour}) {
  const {kind, y, series} = chart;
  const single = isOneAtATime(chart);
  const groups = single ? new Map([['', rows]]) : result.groups(series);
  const drawn = [];
  for (const name of y) {
    for (const [group, own] of groups) {
      const values = at(result, own, chart, name);
      drawn.push({
        name: [group, y.length > 1 || group === '' ? result.columns[result.at(name)].title : ''].filter(Boolean).join(' '), type: kind, showSymbol: false,
        connectNulls: true, barMaxWidth: 28, data: across.map(value => values.get(value) ?? null)
      });
    }
  }
  if (kind === 'bar' && drawn.length === 1) {
    drawn[0].data = drawn[0].data.map(value => ({value, itemStyle: {color: value < 0 ? colour.down : colour.palette[0]}}));
  }
  return marked(drawn, {chart, result, rows, across, colour});
}

/** Where the value of a column is another than before, the first line is marked with it. */
function marked(drawn, {chart, result, rows, across, colour}) {
  if (!chart.mark || drawn.length === 0) {
    return drawn;
  }
  const values = at(result, rows, chart, chart.mark);
  const marks = across.flatMap((value, i) => i > 0 && values.get(value) && values.get(value) !== (values.get(across[i - 1]) ?? null) && values.has(across[i - 1])
    ? [{name: String(values.get(value)), coord: [i, drawn[0].data[i]], value: String(values.get(value))}] : []);
  drawn[0].markPoint = {
    data: marks, symbol: 'diamond', symbolSize: 14, itemStyle: {color: colour.surface, borderColor: colour.text, borderWidth: 2},
    label: {color: colour.text, fontSize: 12, position: 'top', distance: 8, formatter: ({data}) => data.name}
  };
  return drawn;
}

function band({chart, result, rows, across, colour}) {
  const [value, lower, middle, upper] = chart.y.map(name => {
    const values = at(result, rows, chart, name);
    return {name: result.columns[result.at(name)].title, data: across.map(one => values.get(one) ?? null)};
  });
  const edge = {type: 'line', showSymbol: false, lineStyle: {width: 1, type: 'dotted'}, color: colour.palette[0]};
  const drawn = [
    {...value, type: 'line', showSymbol: false, lineStyle: {width: 2.5}, color: colour.text, z: 4},
    {...middle, type: 'line', showSymbol: false, lineStyle: {width: 1.5, type: 'dashed'}, color: colour.palette[1]},
    {...lower, ...edge}, {...upper, ...edge},
    {name: BAND, type: 'line', stack: BAND, silent: true, symbol: 'none', lineStyle: {opacity: 0}, data: lower.data},
    {
      name: BAND, type: 'line', stack: BAND, silent: true, symbol: 'none', lineStyle: {opacity: 0}, areaStyle: {color: colour.palette[0], opacity: 0.14},
      data: upper.data.map((high, i) => high === null ? null : high - lower.data[i])
    }
  ];
  return marked(drawn, {chart, result, rows, across, colour});
}

function candles({chart, result, rows, across, colour}) {
  const x = result.at(chart.x);
  const [open, high, low, close] = chart.y.map(name => result.at(name));
  const byTime = new Map(rows.map(row => [row[x], row]));
  return [{
    type: 'candlestick', barMaxWidth: 14,
    data: across.map(value => byTime.get(value)).map(row => [row[open], row[close], row[low], row[high]]),
    itemStyle: {color: colour.surface, borderColor: colour.up, color0: colour.down, borderColor0: colour.down}
  }];
}

function below({chart, result, rows, across, colour}) {
  const values = at(result, rows, chart, chart.below);
  return {
    name: result.columns[result.at(chart.below)].title, type: 'line', xAxisIndex: 1, yAxisIndex: 1, showSymbol: false, color: colour.palette[3],
    data: across.map(value => values.get(value) ?? null),
    markLine: {
      silent: true, symbol: 'none', data: (chart.levels ?? []).map(level => ({yAxis: level})), lineStyle: {color: colour.quiet, type: 'dashed'},
      label: {color: colour.quiet, formatter: ({value}) => format.plain(value), position: 'insideEndTop'}
    }
  };
}
