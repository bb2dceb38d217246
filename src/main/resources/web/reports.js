import {ask, command} from './api.js';
import {announce, byId, element, table, write} from './elements.js';
import * as format from './format.js';
import * as chart from './report-chart.js';
import {Result} from './report-data.js';
import * as views from './views.js';

const STATES = {SUCCEEDED: '✓ succeeded', FAILED: '✕ failed', NOT_FOR_THE_DATA: '– not for these data', NEVER: '○ not run yet'};
const HISTORY = [
  {title: 'Run'}, {title: 'State'}, {title: 'Took', numeric: true}, {title: 'Scanned', numeric: true}, {title: 'Cost', numeric: true},
  {title: 'Rows', numeric: true}, {title: 'Error'}
];
const MONTH = 30 * 24 * 3600000;

let reports = [];
let chosen = null;
let shown = null;
let run = null;

export function start() {
  byId('run').addEventListener('click', runNow);
  byId('report-png').addEventListener('click', () => {
    element('a', {href: chart.picture(), download: `${shown.report}.png`}).click();
  });
  chart.start();
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
  drawCost();
  if (chosen === null && reports.length > 0) {
    chosen = reports[0].report;
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

/** Athena charges nothing for a query that failed, or that was never asked. */
const cost = past => past.state === 'FAILED' && past.usd === 0 ? '–' : format.usd(past.usd);

/** What the queries of the last run cost, and those of a month if it goes on as in the runs that are known. */
function drawCost() {
  const runs = new Map();
  reports.flatMap(report => report.history).forEach(past => runs.set(past.run, (runs.get(past.run) ?? 0) + past.usd));
  const names = [...runs.keys()].sort();
  const last = names[names.length - 1];
  const span = names.length > 1 ? format.runTime(last) - format.runTime(names[0]) : 0;
  const each = [...runs.values()].reduce((sum, usd) => sum + usd, 0) / names.length;
  const month = span > 0 ? ` A month at this pace, a run every ${format.seconds(span / (names.length - 1) / 1000)}: ${format.usd(each * (names.length - 1) / span * MONTH)}.` : '';
  write(byId('report-cost'), names.length === 0 ? '' : `The queries of the reports of the last run cost ${format.usd(runs.get(last))}.${month}`
    + ' Crawls and curated tables are not in it.');
}

function drawList() {
  const groups = [...new Set(reports.map(report => report.group))];
  byId('report-list').replaceChildren(...groups.map(group => element('li', {},
    ...groups.length > 1 ? [element('h3', {className: 'quiet'}, group || 'Other')] : [],
    element('ul', {ariaLabel: group || 'Reports'}, ...reports.filter(report => report.group === group).map(entry)))));
}

function entry(report) {
  const told = hasRun(report) ? ` · ${format.run(report.run)} · ${cost(report)}` : '';
  const button = element('button', {type: 'button'},
    element('span', {className: 'symbol'}, report.title), element('span', {className: 'quiet'}, (STATES[report.state] ?? report.state) + told));
  button.dataset.report = report.report;
  button.dataset.state = report.state;
  button.setAttribute('aria-pressed', String(report.report === chosen));
  button.addEventListener('click', () => {
    views.keep(report.report);
    open(report.report).then(() => byId('report-title').focus(), () => {});
  });
  return element('li', {}, button);
}

async function open(name) {
  chosen = name;
  [...byId('report-list').querySelectorAll('button')].forEach(button =>
    button.setAttribute('aria-pressed', String(button.dataset.report === name)));
  const report = await ask(`/api/reports/${encodeURIComponent(name)}`);
  if (chosen !== name) {
    return;
  }
  shown = report;
  draw();
}

function draw() {
  const result = new Result(shown);
  byId('report').hidden = false;
  write(byId('report-title'), shown.title);
  write(byId('report-description'), shown.description);
  write(byId('report-run'), sentence());
  write(byId('report-error'), shown.error ?? '');
  byId('report-csv').hidden = shown.state !== 'SUCCEEDED' || shown.rowCount === 0;
  byId('report-csv').href = `/api/reports/${encodeURIComponent(shown.report)}/csv`;
  byId('report-table').hidden = result.columns.length === 0;
  byId('report-table').replaceChildren(...result.columns.length === 0 ? [] : [rows(result)]);
  byId('report-history').replaceChildren(table('Earlier runs, newest first', HISTORY, shown.history.map(past => [
    format.run(past.run), STATES[past.state] ?? past.state, `${format.whole(past.millis)} ms`, format.bytes(past.bytesScanned), cost(past),
    format.whole(past.rowCount), past.error ?? ''
  ])));
  chart.show(shown, result);
}

function sentence() {
  if (shown.needs) {
    return `It ${shown.needs}.`;
  }
  if (!hasRun(shown)) {
    return run?.nextAt ? `It has not run yet; the next run is at ${format.time(run.nextAt)}.` : 'It has not run yet.';
  }
  const first = `Run of ${format.run(shown.run)}`;
  if (shown.state === 'FAILED') {
    return `${first}: it failed${shown.usd > 0 ? `, and cost ${format.usd(shown.usd)}` : ''}.`;
  }
  return `${first}: ${format.counted(shown.rowCount, 'row', 'rows')}${shown.truncated ? ', the first 1,000 of them here' : ''}, ${format.whole(shown.millis)} ms, `
    + `${format.bytes(shown.bytesScanned)} scanned, ${format.usd(shown.usd)}.${shown.rowCount === 0 ? ` (${shown.empty})` : ''}`;
}

/** The names of the columns as they are in the result stay to be seen, for those who ask in SQL. */
function rows(result) {
  const made = table(shown.title, result.columns, result.rows.map(row => row.map((value, i) => result.columns[i].format(value))));
  made.querySelectorAll('th').forEach((head, i) => Object.assign(head, {title: result.columns[i].name}));
  return made;
}
