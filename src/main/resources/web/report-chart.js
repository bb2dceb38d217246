import {Chart, base} from './chart.js';
import {byId, element, write} from './elements.js';
import * as chips from './report-chips.js';
import * as grids from './report-grids.js';
import * as lines from './report-lines.js';
import * as spans from './report-spans.js';

/** What draws a kind of chart; the kinds are those of docs/reports.md. */
const DRAWN = {line: lines, bar: lines, band: lines, candlestick: lines, heatmap: grids, matrix: grids, range: spans, timeline: spans};
const LINE = 30;
const ROOM = {heatmap: 130, matrix: 130, range: 70, timeline: 50};
const USUAL = 360;

let canvas = null;
let shown = null;
let chosen = null;

export function start() {
  byId('series').addEventListener('change', () => {
    chosen = byId('series').value;
    canvas.redraw();
  });
}

/** @param report with its columns and rows, as result tells them */
export function show(report, result) {
  chosen = shown?.report.report === report.report ? chosen : null;
  shown = {report, result};
  const {kind} = report.chart;
  const drawable = result.rows.length > 0 && (kind in DRAWN || kind === 'chips');
  byId('report-chart').hidden = !drawable || kind === 'chips';
  byId('report-chips').hidden = !drawable || kind !== 'chips';
  byId('report-png').hidden = byId('report-chart').hidden;
  drawChoice(drawable);
  if (!byId('report-chips').hidden) {
    byId('report-chips').replaceChildren(...chips.draw({chart: report.chart, result}));
  } else if (drawable) {
    drawChart(report, result);
  }
}

function drawChart(report, result) {
  const {kind} = report.chart;
  const box = byId('report-chart');
  box.style.height = `${ROOM[kind] ? ROOM[kind] + LINE * Math.max(3, DRAWN[kind].rows(report.chart, result)) : report.chart.below ? USUAL + 120 : USUAL}px`;
  box.setAttribute('aria-label', `Chart (${kind}) of ${report.title}; its numbers are in the table below.`);
  canvas ??= new Chart(box, (drawn, colour) => drawn.setOption(options(colour), true));
  canvas.drawn.resize();
  canvas.redraw();
}

function options(colour) {
  const {report: {chart}, result} = shown;
  const common = base(colour);
  const own = DRAWN[chart.kind].draw({chart, result, chosen, colour, width: byId('report-chart').clientWidth});
  return {...common, ...own, tooltip: {...common.tooltip, trigger: 'axis', ...own.tooltip}};
}

/** Of what has several lines each, one at a time: those of several on top of each other say nothing. */
function drawChoice(drawable) {
  const {report: {chart}, result} = shown;
  const names = drawable && lines.isOneAtATime(chart) ? [...result.groups(chart.series).keys()].sort() : [];
  byId('report-series').hidden = names.length < 2;
  chosen = names.includes(chosen) ? chosen : names[0] ?? null;
  byId('series').replaceChildren(...names.map(name => element('option', {value: name, selected: name === chosen}, name)));
  write(byId('series-name'), chart.series === null ? '' : result.columns[result.at(chart.series)]?.title ?? '');
}

/** As it is drawn, in twice the pixels. */
export function picture() {
  return canvas.drawn.getDataURL({type: 'png', pixelRatio: 2, backgroundColor: getComputedStyle(byId('report')).backgroundColor});
}
