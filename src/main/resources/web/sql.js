import {ask, command} from './api.js';
import {Chart, axis, base, legend} from './chart.js';
import {announce, byId, element, table, write} from './elements.js';
import * as format from './format.js';
import {bottom, everyName} from './report-lines.js';
import * as views from './views.js';
import * as reports from './reports.js';

const FILES = ['codemirror', 'codemirror-sql', 'codemirror-show-hint', 'codemirror-sql-hint'];
const NUMBERS = ['tinyint', 'smallint', 'integer', 'bigint', 'float', 'real', 'double', 'decimal'];
const STATES = {STARTING: '… starting', RUNNING: '… running', SUCCEEDED: '✓ succeeded', FAILED: '✕ failed', CANCELLED: '– cancelled'};
const LONGEST_ESTIMATED = 3000;
const MOST_LINES = 8;

let editor = null;
let loading = null;
let running = null;
let result = null;
let pages = [null];
let chart = null;
let estimateDue = 0;
let marked = null;

export function start() {
  byId('sql-run').addEventListener('click', run);
  byId('sql-cancel').addEventListener('click', cancel);
  byId('sql-back').addEventListener('click', () => turn(-1));
  byId('sql-on').addEventListener('click', () => turn(1));
  byId('sql-as').addEventListener('change', show);
  byId('sql-save').addEventListener('click', () => byId('sql-save-dialog').showModal());
  byId('sql-save-dialog').addEventListener('close', () => byId('sql-save-dialog').returnValue === 'save' && save());
}

/** The editor is loaded when it is looked at first. */
export function visit(what, state) {
  if (loading === null) {
    loading = load();
    loading.catch(() => loading = null);
  } else {
    loading.then(loadSchema).catch(() => {});
  }
  loading.then(() => {
    if (state.has('q') && state.get('q') !== editor.getValue()) {
      editor.setValue(state.get('q'));
    }
    editor.refresh();
  }, failed => say(failed.message));
}

async function loadEditor() {
  if (editor) {
    return;
  }
  for (const sheet of ['codemirror', 'codemirror-show-hint']) {
    document.head.prepend(element('link', {rel: 'stylesheet', href: `${sheet}.css`}));
  }
  for (const file of FILES) {
    await new Promise((loaded, missing) => document.head.append(
      Object.assign(element('script', {src: `/${file}.js`}), {onload: loaded, onerror: () => missing(new Error(`${file}.js is not there`))})));
  }
  makeEditor();
}

async function load() {
  await loadEditor();
  const {why, queries} = await ask('/api/sql');
  drawHistory(queries);
  byId('sql-run').disabled = why !== null;
  if (why !== null) {
    say(`No query can be asked here: ${why}.`);
    return;
  }
  loadExamples().catch(failed => say(failed.message));
  loadSchema().catch(failed => write(byId('sql-tables'), failed.message));
}

function makeEditor() {
  editor = CodeMirror(byId('sql-editor'), {
    mode: 'text/x-sql', lineNumbers: true, lineWrapping: true, viewportMargin: Infinity, screenReaderLabel: 'SQL', inputStyle: 'contenteditable',
    // the key Tab leaves the editor
    extraKeys: {Tab: false, 'Shift-Tab': false, 'Ctrl-Enter': run, 'Cmd-Enter': run, 'Ctrl-Space': complete}
  });
  editor.on('change', edited);
  editor.on('inputRead', (_, change) => /^[\w."]$/.test(change.text.join('')) && complete());
}

const complete = () => editor.showHint({completeSingle: false});

function edited() {
  marked?.clear();
  clearTimeout(estimateDue);
  views.address().view === 'sql' && views.keep(null, editor.getValue() ? {q: editor.getValue()} : {});
  estimateDue = setTimeout(estimate, 600);
}

async function estimate() {
  const sql = editor.getValue();
  if (!sql.trim()) {
    write(byId('sql-estimate'), '');
    return;
  }
  if (encodeURIComponent(sql).length > LONGEST_ESTIMATED) {
    write(byId('sql-estimate'), 'Too long to be estimated before it runs.');
    return;
  }
  const sentence = await ask(`/api/sql/estimate?${new URLSearchParams({sql})}`).then(estimated, refusal => refusal.message);
  if (sql === editor.getValue()) {
    write(byId('sql-estimate'), sentence);
  }
}

function estimated({bytes, usd, unknown, overBudget, parts}) {
  if (unknown) {
    return `No estimate: ${unknown}.${overBudget ? ' It scans more than sql.budget lets it.' : ''}`;
  }
  const of = parts.map(part => `${part.table}: ${part.ofPartitions > 0 ? `${format.whole(part.partitions)} of ${format.counted(part.ofPartitions, 'partition', 'partitions')}, ` : ''}`
    + format.counted(part.objects, 'object', 'objects'));
  return `Scans at most ${format.bytes(bytes)}, ${format.usd(usd)}${overBudget ? ', more than sql.budget lets it' : ''}${of.length > 0 ? ` (${of.join('; ')})` : ''}.`;
}

async function run() {
  if (running !== null) {
    return;
  }
  say('');
  try {
    follow(await command('/api/sql/queries', {sql: editor.getSelection() || editor.getValue()}));
  } catch (refusal) {
    fail(refusal.message);
  }
}

async function follow(query) {
  running = query.id;
  byId('sql-cancel').hidden = false;
  byId('sql-run').disabled = true;
  try {
    while (query.state === 'STARTING' || query.state === 'RUNNING') {
      write(byId('sql-facts'), `${STATES[query.state]}${query.bytesScanned > 0 ? `, ${format.bytes(query.bytesScanned)} scanned` : ''}`);
      await new Promise(done => setTimeout(done, 400));
      query = await ask(`/api/sql/queries/${query.id}`);
    }
    await ended(query);
  } catch (refusal) {
    fail(refusal.message);
  } finally {
    running = null;
    byId('sql-cancel').hidden = true;
    byId('sql-run').disabled = false;
    ask('/api/sql').then(all => drawHistory(all.queries), () => {});
  }
}

async function ended(query) {
  if (query.estimate !== null) {
    write(byId('sql-estimate'), estimated(query.estimate));
  }
  write(byId('sql-facts'), facts(query));
  announce(`The query ${query.state === 'SUCCEEDED' ? 'has its result' : 'has none'}`);
  if (query.state !== 'SUCCEEDED') {
    fail(query.error);
    return;
  }
  result = {id: query.id, page: 0, columns: [], rows: [], before: 0};
  pages = [null];
  byId('sql-csv').href = `/api/sql/queries/${query.id}/result.csv`;
  byId('sql-examples').open = false;
  await turn(0);
}

const facts = query => `${STATES[query.state]}: ${format.bytes(query.bytesScanned)} scanned in ${format.whole(query.millis)} ms, ${format.usd(query.usd)}`;

async function cancel() {
  await command(`/api/sql/queries/${running}/cancel`).catch(refusal => say(refusal.message));
}

async function turn(by) {
  const page = result.page + by;
  const next = pages[page];
  try {
    const rows = await ask(`/api/sql/queries/${result.id}/rows${next ? `?${new URLSearchParams({next})}` : ''}`);
    result.before = by > 0 ? result.before + result.rows.length : by < 0 ? result.before - rows.rows.length : 0;
    Object.assign(result, {page, columns: rows.columns, rows: rows.rows});
    pages[page + 1] = rows.next;
    show();
  } catch (refusal) {
    say(refusal.message);
  }
}

/** The first column is the axis, each other one of numbers a line; many rows are lines, a few are bars. */
function drawable() {
  const numbers = result.columns.map((column, i) => ({...column, i})).filter(column => column.i > 0 && NUMBERS.includes(column.type.split('(')[0])).slice(0, MOST_LINES);
  return result.rows.length > 1 && numbers.length > 0 ? {kind: result.rows.length > 40 ? 'line' : 'bar', x: result.columns[0], y: numbers} : null;
}

function show() {
  const {columns, rows, before, page} = result;
  const drawn = drawable();
  byId('sql-result').hidden = false;
  byId('sql-as').querySelector('[value=chart]').disabled = drawn === null;
  byId('sql-as').value = drawn === null ? 'table' : byId('sql-as').value;
  const asChart = byId('sql-as').value === 'chart';
  byId('sql-table').hidden = asChart;
  byId('sql-chart').hidden = !asChart;
  const more = Boolean(pages[page + 1]);
  write(byId('sql-rows'), rows.length === 0 ? 'No rows' : `Rows ${format.whole(before + 1)} to ${format.whole(before + rows.length)}${more ? ', and more' : ''}`);
  byId('sql-back').disabled = page === 0;
  byId('sql-on').disabled = !more;
  byId('sql-table').replaceChildren(table('Result', columns.map(column => ({title: column.name, numeric: NUMBERS.includes(column.type.split('(')[0])})),
    rows.map(row => columns.map((_, i) => format.plain(row[i])))));
  if (asChart) {
    byId('sql-chart').setAttribute('aria-label', `Chart (${drawn.kind}) of ${drawn.y.map(one => one.name).join(', ')} by ${drawn.x.name}; its numbers are in the table.`);
    chart ??= new Chart(byId('sql-chart'), (made, colour) => made.setOption(options(colour), true));
    chart.drawn.resize();
    chart.redraw();
  }
}

function options(colour) {
  const {kind, y} = drawable() ?? {kind: 'line', y: []};
  const common = base(colour);
  const names = result.rows.map(row => String(row[0]));
  return {
    ...common, tooltip: {...common.tooltip, trigger: 'axis'}, legend: legend(colour, {top: 0}), grid: {left: 64, right: 16, top: 40, bottom: bottom(names)},
    xAxis: axis(colour, {type: 'category', data: names, splitLine: {show: false}, axisLabel: {...axis(colour).axisLabel, ...everyName(names)}}),
    yAxis: axis(colour, {scale: kind === 'line', axisLabel: {color: colour.quiet, formatter: value => format.short(value)}}),
    series: y.map(({name, i}) => ({name, type: kind, showSymbol: false, barMaxWidth: 28, data: result.rows.map(row => row[i])}))
  };
}

function say(sentence) {
  write(byId('sql-error'), sentence ?? '');
}

/** Athena and this service name the place: line 1:8. The result of the query before is not that of this one. */
function fail(sentence) {
  say(sentence);
  result = null;
  byId('sql-result').hidden = true;
  const [, line, column] = /\bline (\d+):(\d+)/.exec(sentence) ?? [];
  if (line && !editor.getSelection()) {
    const from = {line: line - 1, ch: column - 1};
    const {end} = editor.getTokenAt({line: from.line, ch: from.ch + 1});
    marked = editor.markText(from, {line: from.line, ch: Math.max(end, from.ch + 1)}, {className: 'sql-wrong'});
    editor.setCursor(from);
  }
}

async function loadSchema() {
  const {database, tables} = await ask('/api/sql/schema');
  editor.setOption('hintOptions', {tables: Object.fromEntries(tables.map(one => [one.name, one.columns.map(column => column.name)]))});
  const insert = (name, title) => {
    const button = element('button', {type: 'button', title}, name);
    button.addEventListener('click', () => {
      editor.replaceSelection(/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name}"`);
      editor.focus();
    });
    return button;
  };
  byId('sql-tables').replaceChildren(
    element('p', {className: 'quiet'}, `Database ${database}. A click writes a name into the query.`),
    ...tables.map(one => element('details', {},
      element('summary', {}, one.name, element('span', {className: 'quiet'}, one.view ? ' view' : '')),
      element('ul', {}, element('li', {}, insert(one.name, 'the table')), ...one.columns.map(column => element('li', {},
        insert(column.name, column.type), element('span', {className: 'quiet'}, ` ${column.type}${column.partitionKey ? ', partition key' : ''}`)))))));
}

async function loadExamples() {
  const {examples} = await ask('/api/sql/examples');
  byId('sql-example-list').replaceChildren(...examples.map(example => {
    const button = element('button', {type: 'button'},
      element('span', {className: 'symbol'}, example.title), element('span', {className: 'quiet'}, example.description));
    button.dataset.example = example.name;
    button.addEventListener('click', () => {
      editor.setValue(example.sql);
      run();
    });
    return element('li', {}, button);
  }));
}

function drawHistory(queries) {
  byId('sql-history').replaceChildren(...queries.map(query => {
    const button = element('button', {type: 'button'}, element('code', {}, query.sql.replace(/\s+/g, ' ').slice(0, 140)),
      element('span', {className: 'quiet'}, `${format.time(query.startedAt)} · ${query.usd === null ? STATES[query.state] : facts(query)}`));
    button.addEventListener('click', () => ask(`/api/sql/queries/${query.id}`).then(one => editor.setValue(one.sql), refusal => say(refusal.message)));
    return element('li', {}, button);
  }));
}

async function save() {
  const drawn = result === null ? null : drawable();
  const body = {
    name: byId('sql-save-name').value, title: byId('sql-save-title').value, description: byId('sql-save-description').value, sql: editor.getValue(),
    chart: drawn === null ? '' : `${drawn.kind} x=${drawn.x.name} y=${drawn.y.map(one => one.name).join(',')}`
  };
  try {
    const saved = await command('/api/sql/reports', body);
    write(byId('sql-facts'), `Saved as ${saved.file}; it runs with the next run.`);
    say('');
    reports.load().catch(() => {});
  } catch (refusal) {
    say(refusal.message);
  }
}
