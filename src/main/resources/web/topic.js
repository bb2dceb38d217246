import {ask} from './api.js';
import {byId, element, fact, json, write} from './elements.js';
import * as format from './format.js';
import {to} from './trace.js';
import * as views from './views.js';

const LIMIT = 50;

let topics = null;
let shown = 0;
let asked = 0;
let filter = {};

export function start() {
  byId('topic-form').addEventListener('submit', event => {
    event.preventDefault();
    show();
  });
  byId('topic-name').addEventListener('change', () => {
    drawPartitions();
    show();
  });
  byId('topic-older').addEventListener('click', older);
}

/** @param topic of the address; the state has the filter */
export async function visit(topic, state) {
  try {
    ({topics} = await ask('/api/topics'));
    byId('topic-name').replaceChildren(...topics.map(one => element('option', {value: one.topic}, one.topic)));
    byId('topic-name').value = topics.some(one => one.topic === topic) ? topic : topics[0]?.topic ?? '';
    drawPartitions();
    byId('topic-partition').value = state.get('partition') ?? '';
    byId('topic-key').value = state.get('key') ?? '';
    byId('topic-match').checked = state.get('match') === 'part';
    byId('topic-before').value = state.get('before')?.replace(/^\d+:/, '') ?? '';
    byId('topic-until').value = state.get('until') ?? '';
    await load();
  } catch (refusal) {
    write(byId('topic-error'), refusal.message);
  }
}

function drawPartitions() {
  const partitions = topics?.find(one => one.topic === byId('topic-name').value)?.partitions ?? [];
  byId('topic-partition').replaceChildren(element('option', {value: ''}, 'all'),
    ...partitions.map(one => element('option', {value: String(one.partition)}, `${one.partition} (${one.first}–${one.end - 1})`)));
}

/** What the form says, as the API has it. */
function ofForm() {
  const partition = byId('topic-partition').value;
  const before = byId('topic-before').value.trim();
  const until = byId('topic-until').value.trim();
  const key = byId('topic-key').value;
  return Object.fromEntries(Object.entries({
    partition, before: before && `${partition || 0}:${before}`, until: until && (/Z$/.test(until) ? until : `${until.replace(' ', 'T')}Z`), key,
    match: key && byId('topic-match').checked ? 'part' : ''
  }).filter(([, value]) => value !== ''));
}

function show() {
  views.keep(byId('topic-name').value, ofForm());
  load();
}

async function load() {
  filter = {topic: byId('topic-name').value, ...ofForm()};
  shown = 0;
  byId('records').replaceChildren();
  await page(filter.before);
}

const older = () => page(byId('topic-older').dataset.before);

async function page(before) {
  const mine = ++asked;
  write(byId('topic-error'), '');
  write(byId('topic-state'), 'Reading …');
  try {
    const query = new URLSearchParams({...filter, limit: LIMIT, ...(before ? {before} : {})});
    const records = await ask(`/api/records?${query}`);
    if (mine === asked) {
      draw(records);
    }
  } catch (refusal) {
    write(byId('topic-state'), '');
    write(byId('topic-error'), refusal.message);
  }
}

function draw(page) {
  shown += page.records.length;
  write(byId('topic-state'), `${format.counted(shown, 'record', 'records')}, newest first. ${format.counted(page.scanned, 'offset was', 'offsets were')} looked through${
    page.before ? '' : '; there is nothing older'}.`);
  byId('records').append(...page.records.map(recordOf));
  byId('topic-older').hidden = page.before === null;
  byId('topic-older').textContent = filter.key ? 'Look on' : 'Older';
  byId('topic-older').dataset.before = page.before ?? '';
}

function recordOf(record) {
  const details = element('details', {}, element('summary', {},
    element('span', {className: 'record-place'}, `${record.partition}@${record.offset}`), ' ',
    element('span', {className: 'quiet'}, format.zoned(record.at)), ' ',
    element('strong', {}, record.key ?? '–'), ' ',
    element('span', {className: 'record-value'}, record.value === null ? '(no value)' : record.value.slice(0, 200))));
  // drawn when somebody opens it
  details.addEventListener('toggle', () => details.children.length === 1 && details.append(
    element('p', {}, 'Where it is: ', to(`${record.topic}-${record.partition}@${record.offset}`)),
    element('dl', {className: 'trace-facts'}, ...Object.entries(record.headers).map(([name, value]) => fact(name, value))),
    element('pre', {className: 'trace-code', tabIndex: 0}, json(record.value ?? ''))));
  return element('li', {}, details);
}
