import {Chart, axis, base, legend} from './chart.js';
import {announce, byId, calmly, element, write} from './elements.js';
import * as format from './format.js';

const MOST_SAMPLES = 300;
const TITLES = {replay: 'Replay', feed: 'Feed', topic: 'Kafka', lake: 'Lake', catalog: 'Catalog', reports: 'Reports'};
const STATES = {up: ['✓', 'works'], waiting: ['…', 'is waiting'], down: ['✕', 'is down'], idle: ['○', 'idle']};
const FIGURES = {
  replay: status => [['Rows per second', format.perSecond(status.rows.perSecond)], ['Rows sent', format.whole(status.rows.sent)]],
  feed: status => [
    ['Trades per second', format.perSecond(status.rows.perSecond)], ['Trades sent', format.whole(status.feed.trades)], ['Gaps', format.whole(status.feed.gaps)]
  ],
  topic: status => [
    ['Records per second', format.perSecond(status.records.perSecond)], ['Lag', format.counted(status.records.lag, 'record', 'records')],
    ['Lag by partition', pairs(status.records.lags)]
  ],
  lake: status => [
    ['Objects', format.whole(status.objects.stored)], ['Records in them', format.whole(status.objects.records)],
    ['Size', format.bytes(status.objects.bytes)], ['Cut by', pairs(status.objects.byCut)],
    ['Last object', format.time(status.objects.lastAt)], ['Row to object', waiting(status) ?? format.seconds(status.freshness.object)]
  ],
  catalog: status => [['Row to query result', format.seconds(status.freshness.queryable)]],
  reports: status => [
    ['Last run', status.run.active ? 'now' : format.time(status.run.lastAt)], ['Next run', format.time(status.run.nextAt)],
    ['Failures', format.whole(status.run.failures.length)]
  ]
};

const samples = [];
const stages = new Map();
let shown = null;
let chart = null;

const draw = calmly(() => {
  if (shown) {
    shown.stages.forEach(drawStage);
    chart.redraw();
  }
});

export function start() {
  chart = new Chart(byId('flow'), drawFlow);
}

/** Nothing is known of the stages any more. */
export function lost() {
  stages.forEach(drawn => {
    drawn.item.dataset.state = 'unknown';
    write(drawn.mark, '?');
    write(drawn.word, 'not known');
  });
}

export function show(status) {
  tellChanges(status);
  shown = status;
  samples.push([Date.parse(status.now), status.rows.perSecond, status.records.perSecond, status.records.lag]);
  if (samples.length > MOST_SAMPLES) {
    samples.shift();
  }
  draw();
}

function tellChanges(status) {
  for (const stage of status.stages) {
    const before = shown?.stages.find(other => other.id === stage.id);
    if (before && before.state !== stage.state && stage.id !== 'replay') {
      announce(`${TITLES[stage.id] ?? stage.id} ${STATES[stage.state]?.[1] ?? stage.state}: ${stage.sentence}`);
    }
  }
}

/** While records wait and nothing is stored, the time from a row to its object grows. */
function waiting(status) {
  const since = status.objects.lastAt === null ? 0 : (Date.parse(status.now) - Date.parse(status.objects.lastAt)) / 1000;
  return status.records.lag > 0 && since > (status.freshness.object ?? 0) ? `more than ${format.seconds(since)}` : null;
}

const pairs = counts => Object.entries(counts).map(([name, count]) => `${name}: ${format.whole(count)}`).join(' · ') || '–';

function drawStage(stage) {
  const drawn = stages.get(stage.id) ?? addStage(stage.id);
  const [mark, word] = STATES[stage.state] ?? ['?', stage.state];
  drawn.item.dataset.state = stage.state;
  write(drawn.mark, mark);
  write(drawn.word, word);
  write(drawn.sentence, stage.sentence);
  const figures = FIGURES[stage.id]?.(shown) ?? [];
  while (drawn.figures.children.length < figures.length) {
    drawn.figures.append(element('div', {}, element('dt'), element('dd')));
  }
  figures.forEach(([name, value], i) => {
    const [term, figure] = drawn.figures.children[i].children;
    write(term, name);
    write(figure, value);
  });
}

function addStage(id) {
  const drawn = {
    mark: element('span', {className: 'mark', ariaHidden: 'true'}), word: element('span'), sentence: element('p', {className: 'sentence'}),
    figures: element('dl')
  };
  drawn.item = element('li', {className: 'stage'}, element('h3', {}, TITLES[id] ?? id),
    element('p', {className: 'health'}, drawn.mark, drawn.word), drawn.sentence, drawn.figures);
  stages.set(id, drawn);
  byId('stages').append(drawn.item);
  return drawn;
}

function drawFlow(drawn, colour) {
  const line = (name, column, more) => ({
    name, type: 'line', showSymbol: false, data: samples.map(sample => [sample[0], sample[column]]), lineStyle: {width: 2}, ...more
  });
  drawn.setOption({
    ...base(colour),
    tooltip: {...base(colour).tooltip, trigger: 'axis', valueFormatter: value => format.whole(value)},
    legend: legend(colour, {top: 0}),
    grid: {left: 52, right: 52, top: 52, bottom: 26},
    xAxis: axis(colour, {type: 'time', splitLine: {show: false}}),
    yAxis: [
      axis(colour, {name: 'a second', min: 0, splitNumber: 3, axisLabel: {color: colour.quiet, formatter: value => format.short(value)}}),
      axis(colour, {name: 'lag', min: 0, splitNumber: 3, splitLine: {show: false},
        axisLabel: {color: colour.quiet, formatter: value => format.short(value)}})
    ],
    series: [
      line('Rows per second', 1), line('Records per second', 2, {lineStyle: {width: 2, type: 'dashed'}}),
      line('Lag', 3, {yAxisIndex: 1, lineStyle: {width: 1.5, type: 'dotted'}, areaStyle: {opacity: 0.12}})
    ]
  });
  const last = samples[samples.length - 1];
  if (last) {
    byId('flow').setAttribute('aria-label', `Line chart of the last few minutes; now ${format.perSecond(last[1])} rows, ${format.perSecond(last[2])} records, lag ${format.whole(last[3])}`);
  }
}
