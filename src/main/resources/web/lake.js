import {ask} from './api.js';
import {byId, element, fact, json, write} from './elements.js';
import * as format from './format.js';
import {to} from './trace.js';
import * as views from './views.js';

const LATEST = 60;

let dates = [];
let date = null;
let asked = 0;

export function start() {
  byId('lake-more').addEventListener('click', () => objects(byId('lake-more').dataset.after));
  byId('lake-date').addEventListener('change', () => open(byId('lake-date').value));
}

/** @param what a date, or the name of an object: date=2026-11-22/… */
export async function visit(what) {
  try {
    const lake = await ask('/api/lake');
    ({dates} = lake);
    write(byId('lake-where'), dates.length === 0 ? `There is no object in s3://${lake.bucket}/${lake.prefix}/ yet.`
      : `${format.counted(dates.length, 'date', 'dates')} in s3://${lake.bucket}/${lake.prefix}/; UTC, of the records' timestamps.`);
    byId('lake-date').replaceChildren(...dates.slice(0, LATEST).concat(dates.slice(LATEST).filter(one => what?.includes(one)))
      .map(one => element('option', {value: one}, one)));
    const named = what?.match(/\d{4}-\d\d-\d\d/)?.[0];
    await show(named ?? dates[0] ?? null);
    byId('lake-object').hidden = true;
    if (what?.includes('/')) {
      await preview(what);
    }
  } catch (refusal) {
    write(byId('lake-error'), refusal.message);
  }
}

async function open(chosen) {
  views.keep(chosen);
  byId('lake-object').hidden = true;
  await show(chosen);
}

async function show(chosen) {
  date = chosen;
  byId('objects').replaceChildren();
  if (date !== null) {
    byId('lake-date').value = date;
    await objects(null);
  }
}

async function objects(after) {
  const mine = ++asked;
  write(byId('lake-error'), '');
  try {
    const page = await ask(`/api/lake/objects?${new URLSearchParams({date, ...(after ? {after} : {})})}`);
    if (mine !== asked) {
      return;
    }
    byId('objects').append(...page.objects.map(objectOf));
    write(byId('lake-order'), page.complete ? 'Newest first.' : 'There are too many of this date to be sorted: of the first 10,000 names, the newest first.');
    byId('lake-more').hidden = page.after === null;
    byId('lake-more').dataset.after = page.after ?? '';
  } catch (refusal) {
    write(byId('lake-error'), refusal.message);
  }
}

function objectOf(object) {
  const name = element('a', {href: views.link('lake', object.key)}, object.key.replace(/^.*\//, ''));
  return element('li', {}, name, element('span', {className: 'quiet'},
    ` ${object.partition === null ? 'none of the pipeline’s objects' : `partition ${object.partition}, from offset ${object.startOffset}`} · ${
      format.bytes(object.size)} · put ${format.zoned(object.put)}`));
}

async function preview(key) {
  const object = await ask(`/api/lake/object?key=${encodeURIComponent(key)}`);
  byId('lake-object').hidden = false;
  write(byId('lake-object-title'), key.replace(/^.*\//, ''));
  const [, partition] = key.match(/-(\d+)-\d{20}\.json/) ?? [];
  const start = object.metadata['start-offset'];
  byId('lake-object-facts').replaceChildren(
    fact('Where', `s3://${object.bucket}/${object.path}`), fact('Size', format.bytes(object.size)), fact('Put', format.zoned(object.put)),
    ...(start === undefined ? [] : [fact('Its first record', to(`${partition}@${start}`)), fact('Its last record', to(`${partition}@${object.metadata['end-offset']}`))]),
    ...Object.entries(object.metadata).map(([name, value]) => fact(name, value)));
  byId('lake-object-lines').replaceChildren(...object.lines.map(line => {
    const offset = line.match(/"kafka_offset":(\d+),"kafka_timestamp":"[^"]*"\}$/)?.[1];
    return element('li', {}, ...(offset ? [to(`${partition}@${offset}`), ' '] : []), element('details', {},
      element('summary', {}, line.slice(0, 160)), element('pre', {className: 'trace-code', tabIndex: 0}, json(line))));
  }));
  byId('lake-object-title').focus();
}
