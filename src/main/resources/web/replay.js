import {ask, command} from './api.js';
import {announce, byId, write} from './elements.js';
import * as format from './format.js';

const STATES = {running: 'Running', paused: 'Paused', waiting: 'Waiting for the next market time', finished: 'Finished'};
let state = null;
let periodAsked = false;

export function start() {
  byId('pause').addEventListener('click', () => steer('pause', state === 'paused' ? 'resume' : 'pause'));
  onSubmit('rate', () => ({rate: byId('rate').value.trim()}));
  onSubmit('speed', () => ({speed: byId('speed').value.trim()}));
  onSubmit('seek', () => ({date: byId('seek').value}));
  byId('restart').addEventListener('click', () => {
    byId('restart-dialog').returnValue = '';
    byId('restart-dialog').showModal();
  });
  byId('restart-dialog').addEventListener('close', () => {
    if (byId('restart-dialog').returnValue === 'restart') {
      steer('restart', 'restart');
    }
  });
}

function onSubmit(field, body) {
  byId(`${field}-form`).addEventListener('submit', event => {
    event.preventDefault();
    steer(field, field, body());
  });
  byId(field).addEventListener('input', () => byId(field).dataset.edited = 'true');
}

async function steer(field, change, body) {
  const error = byId(`${field}-error`);
  error.textContent = '';
  byId(field).removeAttribute('aria-invalid');
  try {
    const replay = await command(`/api/replay/${change}`, body);
    delete byId(field).dataset.edited;
    show(replay);
  } catch (refusal) {
    error.textContent = refusal.message;
    if (body) {
      byId(field).setAttribute('aria-invalid', 'true');
    }
  }
}

/** @param replay null where nothing is replayed */
export function show(replay) {
  byId('replay-controls').hidden = replay === null;
  if (replay === null) {
    write(byId('replay-facts'), 'Nothing is being replayed here: the records come from elsewhere.');
    return;
  }
  if (state !== null && state !== replay.state) {
    announce(`The replay is ${replay.state}`);
  }
  state = replay.state;
  write(byId('replay-facts'), facts(replay));
  write(byId('pause'), state === 'paused' ? '▶ Resume' : '❚❚ Pause');
  byId('pause').disabled = state === 'finished';
  fill('rate', format.plain(replay.rate));
  byId('speed-form').hidden = replay.speed === null;
  fill('speed', replay.speed ?? '');
  showPeriod();
}

function facts(replay) {
  const wanted = replay.passesWanted > 0 ? ` of ${format.whole(replay.passesWanted)}` : '';
  const from = replay.from ? `, from ${replay.from}` : '';
  return `${STATES[replay.state] ?? replay.state} · pass ${format.whole(replay.pass)}${wanted}${from} · row ${format.whole(replay.row)} of ${replay.source}, `
    + `in ${replay.order} order`;
}

/** What somebody types is left alone. */
function fill(field, value) {
  const input = byId(field);
  if (document.activeElement !== input && !input.dataset.edited && input.value !== value) {
    input.value = value;
  }
}

async function showPeriod() {
  if (periodAsked) {
    return;
  }
  periodAsked = true;
  try {
    const {period} = await ask('/api/replay');
    byId('seek-form').hidden = !period;
    if (period) {
      const first = period.first.slice(0, 10);
      const last = period.last.slice(0, 10);
      Object.assign(byId('seek'), {min: first, max: last, value: byId('seek').value || first});
      byId('seek-hint').textContent = `${first} to ${last}`;
    }
  } catch {
    periodAsked = false;
  }
}
