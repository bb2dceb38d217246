import {ask, command} from './api.js';
import {byId, element, table, write} from './elements.js';
import * as format from './format.js';
import {to} from './trace.js';
import * as views from './views.js';

const LIMIT = 50;
const REASONS = {
  'no-value': 'no value', encoding: 'not UTF-8', json: 'not a JSON object', keys: 'duplicate key', csv: 'not CSV', columns: 'too many values',
  type: 'wrong type', length: 'too long', other: 'other'
};
const COLUMNS = [{title: 'When'}, {title: 'Letter'}, {title: 'Origin'}, {title: 'Reason'}, {title: 'Value'}];
const ASK_AGAIN = 500;

let total = null;
let letters = [];
let before = null;
let olderAsked = false;
let asking = false;
let topic = '';
let reason = '';

export function start() {
  byId('older').addEventListener('click', older);
  byId('letters-form').addEventListener('submit', event => {
    event.preventDefault();
    views.keep(null, byId('letters-reason').value ? {reason: byId('letters-reason').value} : {});
    filter(byId('letters-reason').value);
  });
  byId('redrive-look').addEventListener('click', () => redrive(true));
  byId('redrive-send').addEventListener('click', confirm);
}

/** The state has the reason of those that are shown. */
export function visit(what, state) {
  byId('letters-reason').value = state.get('reason') ?? '';
  if (byId('letters-reason').value !== reason) {
    filter(byId('letters-reason').value);
  }
}

function filter(wanted) {
  reason = wanted;
  olderAsked = false;
  byId('redrive-send').hidden = true;
  byId('redrive-result').hidden = true;
  load(total);
}

function confirm() {
  const dialog = byId('redrive-dialog');
  write(byId('redrive-what'), `${byId('redrive-summary').textContent} Each goes to where it was rejected, once, also if it is sent back again later.`);
  const wanted = reason;
  dialog.returnValue = 'cancel';
  dialog.showModal();
  dialog.addEventListener('close', () => dialog.returnValue === 'send' && redrive(false, wanted), {once: true});
}

/** It goes on after the answer: it is asked for until it has ended. */
async function redrive(dryRun, wanted = reason) {
  byId('redrive-error').textContent = '';
  byId('redrive-look').disabled = true;
  byId('redrive-send').hidden = true;
  try {
    let state = await command('/api/rejected/redrive', {dryRun, reason: wanted});
    if (wanted === reason) {
      drawRedrive(state);
    }
    while (state.state === 'running') {
      await new Promise(done => setTimeout(done, ASK_AGAIN));
      state = await ask('/api/rejected/redrive');
    }
    if (wanted === reason) {
      drawRedrive(state);
      byId('redrive-send').hidden = !dryRun || !state.sent;
    }
  } catch (refusal) {
    byId('redrive-error').textContent = refusal.message;
  }
  byId('redrive-look').disabled = false;
}

function drawRedrive(state) {
  byId('redrive-result').hidden = false;
  write(byId('redrive-summary'), state.error ?? (state.state === 'running' ? 'Looking at the letters …' : `${state.summary}.`));
  const counts = (of, words) => Object.entries(of).map(([why, count]) => `${words} ${format.whole(count)}: ${why}`);
  draw('redrive-reasons', [...counts(state.sentByReason, state.dryRun ? 'would be sent back' : 'sent back'), ...counts(state.whyLeft, 'left')], false);
  draw('redrive-shown', state.shown, state.shown.length === 0);
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
  const wanted = reason;
  try {
    const page = await ask(`/api/rejected?${query({})}`);
    if (wanted !== reason) {
      return;
    }
    total = count;
    ({topic} = page);
    letters = page.letters;
    before = page.before;
    byId('rejected-error').textContent = '';
    drawLetters();
  } catch (refusal) {
    byId('rejected-error').textContent = refusal.message;
  } finally {
    setTimeout(() => asking = false, 2000);
  }
}

const query = more => new URLSearchParams({limit: LIMIT, ...(reason ? {reason} : {}), ...more});

async function older() {
  olderAsked = true;
  try {
    const page = await ask(`/api/rejected?${query({before})}`);
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
  write(byId('rejected-empty'), reason === '' ? `Nothing was rejected. A row that cannot be read, or a record that is no JSON object, would be listed here with its reason; it lies in the topic ${topic}.` : before === null ? 'Nothing was rejected for this reason.' : 'None of the last ones was rejected for this reason; there are older ones.');
  byId('rejected-empty').hidden = letters.length > 0;
  byId('letters-form').hidden = letters.length === 0 && reason === '';
  byId('letters').hidden = letters.length === 0;
  byId('older').hidden = before === null;
  const rows = letters.map(letter => [format.zoned(letter.at), to(`${topic}-${letter.partition}@${letter.offset}`), letter.origin, letter.reason, letter.value]);
  byId('letters').replaceChildren(table('The latest rejected rows and records, newest first', COLUMNS, rows));
}
