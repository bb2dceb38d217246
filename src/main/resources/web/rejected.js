import {ask} from './api.js';
import {byId, element, table, write} from './elements.js';
import * as format from './format.js';

const LIMIT = 50;
const REASONS = {
  'no-value': 'no value', encoding: 'not UTF-8', json: 'not a JSON object', keys: 'duplicate key', csv: 'not CSV', columns: 'too many values',
  type: 'wrong type', length: 'too long', other: 'other'
};
const COLUMNS = [{title: 'When'}, {title: 'Origin'}, {title: 'Reason'}, {title: 'Value'}];

let total = null;
let letters = [];
let before = null;
let olderAsked = false;
let asking = false;

export function start() {
  byId('older').addEventListener('click', older);
}

/** Looks into the topic when the count of this process has changed, and once at the beginning. */
export function show(rejected) {
  drawReasons(rejected);
  if (rejected.total !== total && !asking && !document.hidden && !olderAsked) {
    load(rejected.total);
  }
}

/** Somebody who reads on is not thrown back to the newest. */
async function load(count) {
  asking = true;
  try {
    const page = await ask(`/api/rejected?limit=${LIMIT}`);
    total = count;
    letters = page.letters;
    before = page.before;
    byId('rejected-error').textContent = '';
    drawLetters();
  } catch (refusal) {
    byId('rejected-error').textContent = refusal.message;
  }
  setTimeout(() => asking = false, 2000);
}

async function older() {
  olderAsked = true;
  try {
    const page = await ask(`/api/rejected?limit=${LIMIT}&before=${before}`);
    letters = letters.concat(page.letters);
    before = page.before;
    byId('rejected-error').textContent = '';
    drawLetters();
  } catch (refusal) {
    byId('rejected-error').textContent = refusal.message;
  }
}

function drawReasons(rejected) {
  const reasons = Object.entries(rejected.byReason).filter(([, count]) => count > 0);
  draw('reasons', [`${format.whole(rejected.total)} since the start`, ...reasons.map(([reason, count]) => `${REASONS[reason] ?? reason}: ${format.whole(count)}`)],
    rejected.total === 0);
  draw('commonest', rejected.commonest.map(one => `${format.whole(one.count)} × ${one.reason}, first ${one.place}${one.cure ? `. ${one.cure}` : ''}`),
    rejected.commonest.length === 0);
}

function draw(id, lines, hidden) {
  const list = byId(id);
  list.hidden = hidden;
  if ([...list.children].map(item => item.textContent).join('\n') !== lines.join('\n')) {
    list.replaceChildren(...lines.map(line => element('li', {}, line)));
  }
}

function drawLetters() {
  write(byId('rejected-empty'), 'Nothing was rejected.');
  byId('rejected-empty').hidden = letters.length > 0;
  byId('letters').hidden = letters.length === 0;
  byId('older').hidden = before === null;
  const rows = letters.map(letter => [format.time(letter.at), letter.origin, letter.reason, letter.value]);
  byId('letters').replaceChildren(table('The latest rejected rows and records, newest first', COLUMNS, rows));
}
