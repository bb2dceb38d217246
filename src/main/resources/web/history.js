import {ask} from './api.js';
import {Chart, axis, base, legend} from './chart.js';
import {byId, calmly, element} from './elements.js';
import * as format from './format.js';

const HOUR = 3600000;
/** Samples are a second apart, older ones ten; where more is missing, nothing is known. */
const BREAK = 15000;
const SPANS = {'5 minutes': 300000, '15 minutes': 900000, hour: HOUR};

let samples = [];
let marks = [];
let span = SPANS['5 minutes'];
let chart = null;

const draw = calmly(() => chart.redraw());

export function start() {
  chart = new Chart(byId('flow'), drawFlow);
  byId('spans').replaceChildren(...Object.entries(SPANS).map(([name, millis]) => {
    const button = element('button', {type: 'button'}, name);
    button.setAttribute('aria-pressed', String(millis === span));
    button.addEventListener('click', () => {
      span = millis;
      [...byId('spans').children].forEach(other => other.setAttribute('aria-pressed', String(other === button)));
      draw();
    });
    return button;
  }));
}

/** What the server remembers. What this page heard of a process before it stays, with a break between. */
export async function load() {
  const known = await ask('/api/history');
  const first = known.samples[0]?.[0] ?? Infinity;
  const last = known.samples[known.samples.length - 1]?.[0] ?? -Infinity;
  samples = [...samples.filter(sample => sample[0] < first), ...known.samples, ...samples.filter(sample => sample[0] > last)];
  const told = new Set(known.marks.map(key));
  marks = [...marks.filter(one => !told.has(key(one))), ...known.marks].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  draw();
}

const key = one => one.at + one.text;

/** The status of a second. */
export function add(status) {
  const lag = status.stages.some(stage => stage.id === 'topic' && stage.state === 'down') ? null : status.records.lag;
  samples.push([Date.parse(status.now), status.rows.perSecond, status.records.perSecond, lag]);
  const oldest = Date.parse(status.now) - HOUR;
  while (samples[0][0] < oldest) {
    samples.shift();
  }
  marks = marks.filter(one => Date.parse(one.at) >= oldest);
  draw();
}

/** Something happened. */
export function mark(one) {
  if (!marks.some(other => key(other) === key(one))) {
    marks.push(one);
    draw();
  }
}

/** Of the span that is shown, with a hole wherever nothing is known. */
function points(column) {
  const drawn = [];
  const from = samples[samples.length - 1][0] - span;
  const seen = samples.filter(sample => sample[0] >= from);
  seen.forEach((sample, i) => {
    if (i > 0 && sample[0] - seen[i - 1][0] > BREAK) {
      drawn.push([seen[i - 1][0] + 1, null]);
    }
    drawn.push([sample[0], sample[column]]);
  });
  return drawn;
}

function drawFlow(drawn, colour) {
  const last = samples[samples.length - 1];
  if (!last) {
    return;
  }
  const line = (name, column, more) => ({
    name, type: 'line', showSymbol: false, sampling: 'lttb', connectNulls: false, data: points(column), lineStyle: {width: 2}, ...more
  });
  const kinds = {start: colour.text, run: colour.palette[2], replay: colour.palette[3], fault: colour.down, recovery: colour.up};
  const seen = marks.filter(one => Date.parse(one.at) >= last[0] - span);
  drawn.setOption({
    ...base(colour),
    tooltip: {...base(colour).tooltip, trigger: 'axis', valueFormatter: value => value === null ? 'not known' : format.whole(value)},
    legend: legend(colour, {top: 0}),
    grid: {left: 60, right: 60, top: 92, bottom: 28},
    xAxis: axis(colour, {type: 'time', min: last[0] - span, max: last[0], splitLine: {show: false}}),
    yAxis: [
      axis(colour, {name: 'a second', min: 0, splitNumber: 3, axisLabel: {color: colour.quiet, formatter: value => format.short(value)}}),
      axis(colour, {name: 'lag', min: 0, splitNumber: 3, splitLine: {show: false},
        axisLabel: {color: colour.quiet, formatter: value => format.short(value)}})
    ],
    series: [
      line('Rows per second', 1, {markLine: {
        silent: true, symbol: ['none', 'none'], data: seen.map((one, i) => ({
          xAxis: Date.parse(one.at), lineStyle: {color: kinds[one.kind], type: one.kind === 'fault' ? 'solid' : 'dashed', width: 1.5},
          label: {formatter: one.text, color: kinds[one.kind], fontSize: 12, rotate: 0, position: 'end', distance: [0, 4 + 15 * (i % 3)], backgroundColor: colour.surface}
        }))
      }}),
      line('Records per second', 2, {lineStyle: {width: 2, type: 'dashed'}}),
      line('Lag', 3, {yAxisIndex: 1, lineStyle: {width: 1.5, type: 'dotted'}, areaStyle: {opacity: 0.12}})
    ]
  }, {replaceMerge: ['series']});
  byId('flow').setAttribute('aria-label', `Line chart of the last ${Object.keys(SPANS).find(name => SPANS[name] === span)}; now ${format.perSecond(last[1])} rows, `
    + `${format.perSecond(last[2])} records, lag ${last[3] === null ? 'not known' : format.whole(last[3])}`);
  drawMarks();
}

/** The same as text, the newest first. */
function drawMarks() {
  const newest = marks.slice(-20).reverse();
  const text = newest.map(key).join();
  if (byId('marks').dataset.text !== text) {
    byId('marks').dataset.text = text;
    byId('marks').replaceChildren(...newest.map(one => {
      const item = element('li', {}, element('time', {dateTime: one.at}, format.time(one.at)), ` ${one.text}`);
      item.dataset.kind = one.kind;
      return item;
    }));
  }
}
