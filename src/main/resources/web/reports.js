import {ask, command} from './api.js';
import {Chart, axis, base, legend} from './chart.js';
import {announce, byId, element, table, write} from './elements.js';
import * as format from './format.js';
import * as views from './views.js';

const STATES = {SUCCEEDED: '✓ succeeded', FAILED: '✕ failed', NOT_FOR_THE_DATA: '– not for these data', NEVER: '○ not run yet'};
const NUMBERS = ['tinyint', 'smallint', 'integer', 'bigint', 'float', 'real', 'double', 'decimal'];
const HISTORY = [
  {title: 'Run'}, {title: 'State'}, {title: 'Took', numeric: true}, {title: 'Scanned', numeric: true}, {title: 'Cost', numeric: true},
  {title: 'Rows', numeric: true}, {title: 'Error'}
];

let reports = [];
let chosen = null;
let shown = null;
let series = null;
let chart = null;
let run = null;

export function start() {
  byId('run').addEventListener('click', runNow);
  byId('series').addEventListener('change', () => {
    series = byId('series').value;
    drawChart();
  });
}

/** @param report of the address */
export function visit(report) {
  if (report !== null && report !== chosen) {
    open(report).catch(() => {});
  }
}

export async function load() {
  ({reports} = await ask('/api/reports'));
  write(byId('reports-empty'), 'There are no reports.');
  byId('reports-empty').hidden = reports.length > 0;
  drawList();
  if (chosen === null && reports.length > 0) {
    chosen = (reports.find(report => report.report === 'top-movers') ?? reports[0]).report;
  }
  if (chosen !== null) {
    await open(chosen);
  }
}

/** A run has ended. */
export function ended() {
  load().then(() => announce('The reports have been updated'), () => {});
}

/** @param now of the status: whether a run is under way, the last and the next one */
export function showRun(now) {
  run = now;
  byId('run').disabled = now.active;
  const last = now.lastAt ? `The last run ended at ${format.time(now.lastAt)}` : before();
  const next = now.nextAt ? `; the next one is at ${format.time(now.nextAt)}.` : '.';
  write(byId('run-state'), now.active ? 'A run is under way: the crawler, the curated tables, then every report.' : last + next);
}

/** What the lake tells of runs that are longer ago than the service looks back. */
function before() {
  const runs = reports.map(report => report.run).filter(Boolean).sort();
  return runs.length > 0 ? `The last run began at ${format.run(runs.pop())}` : 'No run yet';
}

async function runNow() {
  byId('run-error').textContent = '';
  try {
    await command('/api/reports/run');
    announce('A run has started');
  } catch (refusal) {
    byId('run-error').textContent = refusal.message;
  }
}

const hasRun = report => report.state === 'SUCCEEDED' || report.state === 'FAILED';

function drawList() {
  byId('report-list').replaceChildren(...reports.map(report => {
    const cost = !hasRun(report) ? '' : ` · ${format.run(report.run)} · ${format.bytes(report.bytesScanned)} · ${format.usd(report.usd)}`;
    const button = element('button', {type: 'button'},
      element('span', {className: 'symbol'}, report.title), element('span', {className: 'quiet'}, (STATES[report.state] ?? report.state) + cost));
    button.dataset.report = report.report;
    button.dataset.state = report.state;
    button.setAttribute('aria-pressed', String(report.report === chosen));
    button.addEventListener('click', () => {
      views.keep(report.report);
      open(report.report).then(() => byId('report-title').focus(), () => {});
    });
    return element('li', {}, button);
  }));
}

async function open(name) {
  const before = chosen;
  chosen = name;
  [...byId('report-list').querySelectorAll('button')].forEach(button =>
    button.setAttribute('aria-pressed', String(button.dataset.report === name)));
  const report = await ask(`/api/reports/${encodeURIComponent(name)}`);
  if (chosen !== name) {
    return;
  }
  series = before === name ? series : null;
  shown = report;
  draw();
}

function draw() {
  byId('report').hidden = false;
  write(byId('report-title'), shown.title);
  write(byId('report-description'), shown.description);
  write(byId('report-run'), shown.needs ? `It ${shown.needs}.`
    : hasRun(shown) ? `Run of ${format.run(shown.run)}: ${format.counted(shown.rowCount, 'row', 'rows')}${shown.truncated ? ', the first 1,000 of them here' : ''}, `
      + `${format.whole(shown.millis)} ms, ${format.bytes(shown.bytesScanned)} scanned, ${format.usd(shown.usd)}.${shown.state === 'SUCCEEDED' && shown.rowCount === 0 ? ` (${shown.empty})` : ''}`
    : run?.nextAt ? `It has not run yet; the next run is at ${format.time(run.nextAt)}.` : 'It has not run yet.');
  write(byId('report-error'), shown.error ?? '');
  const columns = shown.columns.map(column => ({title: column.name, numeric: NUMBERS.includes(column.type)}));
  byId('report-table').replaceChildren(...(columns.length === 0 ? []
    : [table(shown.title, columns, shown.rows.map(row => row.map(value => format.plain(value))))]));
  byId('report-table').hidden = columns.length === 0;
  byId('report-history').replaceChildren(table('Earlier runs, newest first', HISTORY, shown.history.map(past => [
    format.run(past.run), STATES[past.state] ?? past.state, `${format.whole(past.millis)} ms`, format.bytes(past.bytesScanned), format.usd(past.usd),
    format.whole(past.rowCount), past.error ?? ''
  ])));
  drawChart();
}

const column = name => shown.columns.findIndex(one => one.name === name);

/** The values of a column by those of another, in the order in which they come. */
function groups(by) {
  const found = new Map();
  for (const row of shown.rows) {
    const key = by < 0 ? '' : String(row[by]);
    found.set(key, [...found.get(key) ?? [], row]);
  }
  return found;
}

function drawChart() {
  const {kind} = shown.chart;
  const drawable = kind !== 'none' && shown.rows.length > 0;
  byId('report-chart').hidden = !drawable;
  drawSeries(drawable && kind === 'candlestick');
  if (!drawable) {
    return;
  }
  byId('report-chart').setAttribute('aria-label', `Chart (${kind}) of ${shown.title}; its numbers are in the table below.`);
  chart ??= new Chart(byId('report-chart'), (drawn, colour) => drawn.setOption(options(colour), true));
  chart.drawn.resize();
  chart.redraw();
}

/** Candles of one thing at a time: those of several on top of each other say nothing. */
function drawSeries(several) {
  const names = several && shown.chart.series ? [...groups(column(shown.chart.series)).keys()] : [];
  byId('report-series').hidden = names.length < 2;
  series = names.includes(series) ? series : names[0] ?? null;
  byId('series').replaceChildren(...names.map(name => element('option', {value: name, selected: name === series}, name)));
}

function options(colour) {
  const draw = {line: lines, bar: lines, candlestick: candles, heatmap: heat}[shown.chart.kind];
  const common = {...base(colour), tooltip: {...base(colour).tooltip, trigger: shown.chart.kind === 'heatmap' ? 'item' : 'axis'}};
  return draw ? {...common, ...draw(colour)} : common;
}

const short = value => format.short(value);

function lines(colour) {
  const {kind, x, y, series: by} = shown.chart;
  const names = [...new Set(shown.rows.map(row => String(row[column(x)])))];
  const drawn = [];
  for (const value of y) {
    for (const [group, rows] of groups(column(by))) {
      const values = new Map(rows.map(row => [String(row[column(x)]), row[column(value)]]));
      drawn.push({
        name: [group, y.length > 1 || group === '' ? value : ''].filter(Boolean).join(' '), type: kind, showSymbol: false, connectNulls: true,
        barMaxWidth: 28, data: names.map(name => values.get(name) ?? null)
      });
    }
  }
  return {
    legend: legend(colour, {top: 0, show: drawn.length > 1}), grid: {left: 60, right: 16, top: 40, bottom: 34},
    xAxis: axis(colour, {type: 'category', data: names, splitLine: {show: false}}),
    yAxis: axis(colour, {scale: kind === 'line', axisLabel: {color: colour.quiet, formatter: short}}), series: drawn
  };
}

function candles(colour) {
  const {x, y, series: by} = shown.chart;
  const rows = groups(column(by)).get(series ?? '') ?? shown.rows;
  const [open, high, low, close] = y.map(column);
  return {
    grid: {left: 60, right: 16, top: 16, bottom: 34},
    xAxis: axis(colour, {type: 'category', data: rows.map(row => row[column(x)]), splitLine: {show: false}}),
    yAxis: axis(colour, {scale: true, axisLabel: {color: colour.quiet, formatter: short}}),
    series: [{
      type: 'candlestick', data: rows.map(row => [row[open], row[close], row[low], row[high]]), barMaxWidth: 14,
      itemStyle: {color: colour.surface, borderColor: colour.up, color0: colour.down, borderColor0: colour.down}
    }]
  };
}

function heat(colour) {
  const {x, y, series: by} = shown.chart;
  const across = [...new Set(shown.rows.map(row => String(row[column(x)])))];
  const down = [...new Set(shown.rows.map(row => String(row[column(by)])))];
  const values = shown.rows.map(row => [String(row[column(x)]), String(row[column(by)]), row[column(y[0])] ?? '-']);
  const numbers = values.map(value => Number(value[2])).filter(Number.isFinite);
  return {
    grid: {left: 90, right: 16, top: 12, bottom: 84},
    xAxis: axis(colour, {type: 'category', data: across}), yAxis: axis(colour, {type: 'category', data: down}),
    visualMap: {
      min: Math.min(...numbers), max: Math.max(...numbers), orient: 'horizontal', left: 'center', bottom: 0, textStyle: {color: colour.text},
      inRange: {color: [colour.cold, colour.middle, colour.hot]}
    },
    series: [{type: 'heatmap', data: values}]
  };
}
