import {announce, byId, calmly, element, write} from './elements.js';
import * as format from './format.js';
import * as history from './history.js';
import * as views from './views.js';

const TITLES = {replay: 'Replay', feed: 'Feed', topic: 'Kafka', lake: 'Lake', catalog: 'Catalog', reports: 'Reports'};
const STATES = {up: ['✓', 'works'], waiting: ['…', 'is waiting'], down: ['✕', 'is down'], idle: ['○', 'idle']};
/** What stands large on a stage. */
const MAIN = {
  replay: status => [format.whole(status.rows.perSecond), 'rows a second'],
  feed: status => [format.whole(status.rows.perSecond), 'trades a second'],
  topic: status => [format.whole(status.records.lag), 'records wait for the lake'],
  lake: status => [format.whole(status.objects.stored), `objects, ${format.bytes(status.objects.bytes)}`],
  catalog: status => [format.seconds(status.freshness.queryable), 'from a row to a query'],
  reports: status => [status.run.active ? 'now' : format.time(status.run.lastAt), status.run.active ? 'a run is under way' : 'was the last run']
};
const FIGURES = {
  replay: status => [['Rows per second', format.perSecond(status.rows.perSecond)], ['Rows sent', format.whole(status.rows.sent)]],
  feed: status => [
    ['Trades per second', format.perSecond(status.rows.perSecond)], ['Trades sent', format.whole(status.feed.trades)], ['Gaps', format.whole(status.feed.gaps)]
  ],
  topic: status => [
    ['Records per second', format.perSecond(status.records.perSecond)], ['Lag', format.counted(status.records.lag, 'record', 'records')],
    ['Lag by partition', pairs(status.records.lags)], ['Records read', format.whole(status.records.read)]
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
/** What flows from a stage to the next one; and whether anything does. */
const FLOWS = {
  replay: status => [status.rows.perSecond, rate(status.rows.perSecond)],
  feed: status => [status.rows.perSecond, rate(status.rows.perSecond)],
  topic: status => [status.records.perSecond, rate(status.records.perSecond)],
  lake: status => [age(status.objects.lastAt, status) < 30 ? 1 : 0, 'objects'],
  catalog: status => [status.run.active ? 1 : 0, 'queries']
};
/** What somebody can do. */
const CURES = {
  feed: 'Check live.key, live.symbols and live.url. It connects again by itself.',
  topic: 'Start the broker, or check kafka.brokers and the network. Everything goes on by itself.',
  lake: 'Check s3.bucket, the credentials and the network to S3. Records that wait in Kafka are written when it answers.',
  catalog: 'Check glue.database, and whether the credentials may use Glue. The lake fills meanwhile.',
  reports: 'See which report failed, and why, among the reports; a run can be started there.'
};
const SLOW = 120;
const TOO_SLOW = 300;
const MOST_BARS = 12;

const rate = perSecond => perSecond < 100 ? format.perSecond(perSecond) : `${format.short(Math.round(perSecond))}/s`;

const stages = new Map();
let branch = null;
let shown = null;
let opened = null;
let isKnown = false;

const draw = calmly(() => {
  if (isKnown) {
    write(byId('pipeline-sentence'), sentence());
    shown.stages.forEach(drawStage);
    drawBranch();
  }
});

export function start() {
  history.start();
}

/** @param stage of the address, whose figures are to be seen */
export function visit(stage) {
  opened = stage;
  stages.forEach(openFigures);
}

/** Nothing is known of the stages any more. */
export function lost() {
  isKnown = false;
  write(byId('pipeline-sentence'), 'It is not known what flows: what is shown is from before.');
  stages.forEach(drawn => {
    drawn.item.dataset.state = 'unknown';
    drawn.item.dataset.flows = 'false';
    write(drawn.mark, '?');
    write(drawn.word, 'not known');
  });
}

export function show(status) {
  tellChanges(status);
  shown = status;
  isKnown = true;
  history.add(status);
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

const age = (time, status) => time === null ? Infinity : (Date.parse(status.now) - Date.parse(time)) / 1000;

/** While records wait and nothing is stored, the time from a row to its object grows. */
function waiting(status) {
  const since = status.objects.lastAt === null ? 0 : age(status.objects.lastAt, status);
  return status.records.lag > 0 && since > (status.freshness.object ?? 0) ? `more than ${format.seconds(since)}` : null;
}

const pairs = counts => Object.entries(counts).map(([name, count]) => `${name}: ${format.whole(count)}`).join(' · ') || '–';

/** Seconds that the writer of the lake is behind in a partition. */
function behind(lag) {
  const {perSecond, lags} = shown.records;
  return lag === 0 ? 0 : perSecond > 0 ? lag * Object.keys(lags).length / perSecond : age(shown.objects.lastAt ?? shown.startedAt, shown);
}

const hurts = seconds => seconds > TOO_SLOW ? 'down' : seconds > SLOW ? 'waiting' : 'up';

function sentence() {
  const trouble = shown.stages.find(stage => stage.state === 'down') ?? shown.stages.find(stage => stage.state === 'waiting');
  if (trouble) {
    return `${TITLES[trouble.id] ?? trouble.id} ${STATES[trouble.state]?.[1]}: ${trouble.sentence}.`;
  }
  return `${format.whole(shown.rows.perSecond)} ${shown.feed ? 'trades' : 'rows'} a second flow into Kafka, ${format.counted(shown.records.lag, 'record waits', 'records wait')} there, `
    + `and ${shown.objects.lastAt === null ? 'there is no object yet' : `the last object was stored at ${format.time(shown.objects.lastAt)}`}.`;
}

/** One sentence of what to do; none while all is well. */
function cure(stage) {
  if (stage.id === 'replay' && stage.state === 'waiting') {
    return shown.replay?.state === 'paused' ? 'Press Resume above to go on.' : 'It goes on by itself when Kafka is back.';
  }
  if (stage.state === 'down' || stage.state === 'waiting') {
    return CURES[stage.id] ?? '';
  }
  if (stage.id === 'topic' && hurts(worst()) !== 'up') {
    return `The lake is ${format.seconds(worst())} behind. If that grows, raise batch.writers or kafka.consumers, or start another instance.`;
  }
  return '';
}

const worst = () => Math.max(0, ...Object.values(shown.records.lags).map(behind));

function drawStage(stage) {
  const drawn = stages.get(stage.id) ?? addStage(stage.id);
  const [mark, word] = STATES[stage.state] ?? ['?', stage.state];
  drawn.item.dataset.state = stage.state;
  write(drawn.mark, mark);
  write(drawn.word, word);
  const [figure, unit] = MAIN[stage.id]?.(shown) ?? ['', ''];
  write(drawn.figure, figure);
  write(drawn.unit, unit);
  write(drawn.sentence, stage.sentence);
  write(drawn.cure, cure(stage));
  const [flow, words] = FLOWS[stage.id]?.(shown) ?? [0, ''];
  drawn.item.dataset.flows = String(flow > 0 && stage.state !== 'down');
  write(drawn.flow, words);
  openFigures(drawn, stage.id);
  drawFigures(drawn.figures, FIGURES[stage.id]?.(shown) ?? []);
  if (stage.id === 'topic') {
    drawLags(drawn.lags);
  }
}

function openFigures(drawn, id) {
  drawn.button.setAttribute('aria-expanded', String(opened === id));
  drawn.figures.hidden = opened !== id;
}

function drawFigures(list, figures) {
  while (list.children.length < figures.length) {
    list.append(element('div', {}, element('dt'), element('dd')));
  }
  figures.forEach(([name, value], i) => {
    const [term, figure] = list.children[i].children;
    write(term, name);
    write(figure, value);
  });
}

/** A bar for each partition; of many, for those with the largest lag. */
function drawLags(list) {
  const largest = Object.entries(shown.records.lags).sort((a, b) => b[1] - a[1]).slice(0, MOST_BARS).sort((a, b) => a[0] - b[0]);
  const most = Math.max(1000, ...largest.map(([, lag]) => lag));
  while (list.children.length < largest.length) {
    list.append(element('li', {}, element('span', {className: 'partition'}), element('span', {className: 'lag'}, element('span')), element('span', {className: 'count'})));
  }
  while (list.children.length > largest.length) {
    list.lastChild.remove();
  }
  largest.forEach(([partition, lag], i) => {
    const item = list.children[i];
    const [name, bar, count] = item.children;
    item.dataset.state = hurts(behind(lag));
    write(name, partition);
    bar.firstChild.style.width = `${100 * lag / most}%`;
    write(count, format.whole(lag));
  });
}

function addStage(id) {
  const drawn = {
    button: element('button', {type: 'button'}, TITLES[id] ?? id), mark: element('span', {className: 'mark', ariaHidden: 'true'}), word: element('span'),
    figure: element('strong'), unit: element('span', {className: 'quiet'}), sentence: element('p', {className: 'sentence'}), cure: element('p', {className: 'cure'}),
    lags: element('ul', {className: 'lags', ariaLabel: 'Records that wait, by partition'}), figures: element('dl', {id: `figures-${id}`, hidden: true}),
    flow: element('span', {className: 'flow'})
  };
  drawn.button.setAttribute('aria-controls', `figures-${id}`);
  drawn.button.addEventListener('click', () => {
    opened = opened === id ? null : id;
    views.keep(opened);
    stages.forEach(openFigures);
  });
  drawn.item = element('li', {className: 'stage'}, element('h3', {}, drawn.button),
    element('p', {className: 'health'}, drawn.mark, drawn.word), element('p', {className: 'main'}, drawn.figure, ' ', drawn.unit),
    ...id === 'topic' ? [drawn.lags] : [], drawn.sentence, drawn.cure, drawn.figures);
  if (FLOWS[id]) {
    drawn.item.append(element('div', {className: 'pipe', ariaHidden: 'true'}, element('span', {className: 'water'}), drawn.flow));
  }
  stages.set(id, drawn);
  byId('stages').append(drawn.item);
  return drawn;
}

/** What was rejected leaves the path before Kafka, as a row, or before the lake, as a record. */
function drawBranch() {
  branch ??= byId('stages').appendChild(element('li', {className: 'branch'}, element('a', {href: views.link('rejected')}, element('span')), element('p', {className: 'quiet'})));
  byId('stages').append(branch);
  const {total, commonest} = shown.rejected;
  branch.dataset.state = total > 0 ? 'waiting' : 'up';
  write(branch.querySelector('a span'), `${format.whole(total)} rejected`);
  write(branch.querySelector('p'), total === 0 ? 'none since the start' : commonest[0] ? `most often: ${commonest[0].reason}` : '');
}
