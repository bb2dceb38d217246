import {ask, command} from './api.js';
import {announce, byId, element, write} from './elements.js';
import * as format from './format.js';
import {read, readSpeed} from './numbers.js';
import {timeText} from './scale.js';
import {shortcut} from './shortcuts.js';
import {millis} from './timeframes.js';

const STATES = {running: 'Running', paused: 'Paused', waiting: 'Waiting for the next market time', finished: 'Finished'};
const TIMES = [[0.5, '½×'], [1, '1×'], [4, '4×'], [16, '16×']];
const DAY = 24 * 3600 * 1000;
/** A market that never ends is shown a year at a time. */
const LONGEST = 100 * 365 * DAY;
/** 1×, where rows have no market time. */
const ROWS_PER_SECOND = 100;

let replay = null;
let state = null;
let period = null;
let periodAsked = false;
/** A hand is on the timeline; and where it let go, until the replay is there. */
let sliding = false;
let sought = null;

export function start() {
  byId('pause').addEventListener('click', pause);
  onSubmit('rate', () => ({rate: read(byId('rate').value)}));
  onSubmit('speed', () => ({speed: readSpeed(byId('speed').value)}));
  onSubmit('seek', () => ({date: byId('seek').value}));
  byId('pace').replaceChildren(...TIMES.map(([times, words]) => {
    const button = element('button', {type: 'button'}, words);
    button.addEventListener('click', () => steer('pace', replay.speed === null ? 'rate' : 'speed', paced(times)));
    return button;
  }));
  byId('timeline').addEventListener('input', () => {
    sliding = true;
    showTime(date(byId('timeline').value));
  });
  byId('timeline').addEventListener('change', () => {
    sliding = false;
    seek(date(byId('timeline').value));
  });
  // a hand that lets go where it began changes nothing, and no change is told
  for (const ended of ['pointerup', 'pointercancel', 'blur']) {
    byId('timeline').addEventListener(ended, () => setTimeout(() => sliding = false));
  }
  byId('restart').addEventListener('click', () => {
    byId('restart-dialog').returnValue = '';
    byId('restart-dialog').showModal();
  });
  byId('restart-dialog').addEventListener('close', () => {
    if (byId('restart-dialog').returnValue === 'restart') {
      steer('restart', 'restart');
    }
  });
  shortcut('p', 'Pause the replay, or resume it', () => replay && pause());
}

const pause = () => steer('pause', state === 'paused' ? 'resume' : 'pause');

function onSubmit(field, body) {
  byId(`${field}-form`).addEventListener('submit', event => {
    event.preventDefault();
    steer(field, field, body);
  });
  byId(field).addEventListener('input', () => byId(field).dataset.edited = 'true');
}

/** @param body or what makes it of an entry, and may refuse it */
async function steer(field, change, body) {
  const error = byId(`${field}-error`);
  error.textContent = '';
  if (change === 'restart' || field === 'seek') {
    sought = null;
  }
  byId(field).removeAttribute('aria-invalid');
  try {
    const answer = await command(`/api/replay/${change}`, typeof body === 'function' ? body() : body);
    delete byId(field).dataset.edited;
    show(answer);
  } catch (refusal) {
    error.textContent = refusal.message;
    if (typeof body === 'function') {
      byId(field).setAttribute('aria-invalid', 'true');
    }
  }
}

async function seek(day) {
  sought = day;
  await steer('timeline', 'seek', {date: day});
  if (byId('timeline-error').textContent) {
    sought = null;
  } else {
    announce(state === 'paused' ? `The replay goes on from ${timeText(day)} when it is resumed` : `The replay goes on from ${timeText(day)}`);
  }
}

/** One day a second where prices are daily, one hour where they are not. */
function paced(times) {
  if (replay.speed === null) {
    return {rate: times * ROWS_PER_SECOND};
  }
  const hours = times * (period?.intraday ? 1 : 24);
  return {speed: hours >= 24 ? `${hours / 24}d` : hours >= 1 ? `${hours}h` : `${hours * 60}m`};
}

/** @param told null where nothing is replayed */
export function show(told) {
  replay = told;
  byId('replay').dataset.is = String(replay !== null);
  for (const control of byId('replay').querySelectorAll('.steers')) {
    control.hidden = replay === null;
  }
  if (replay === null) {
    write(byId('replay-state'), 'Nothing is being replayed here: the records come from elsewhere.');
    return;
  }
  if (state !== null && state !== replay.state) {
    announce(`The replay is ${replay.state}`);
  }
  state = replay.state;
  write(byId('replay-state'), STATES[state] ?? state);
  byId('replay-state').dataset.state = state;
  write(byId('replay-facts'), facts());
  write(byId('pause'), state === 'paused' ? '▶ Resume' : '❚❚ Pause');
  byId('pause').disabled = state === 'finished';
  fill('rate', format.plain(replay.rate));
  byId('speed-form').hidden = replay.speed === null;
  fill('speed', replay.speed ?? '');
  showPace();
  showPeriod();
  showTimeline();
}

function facts() {
  const wanted = replay.passesWanted > 0 ? ` of ${format.whole(replay.passesWanted)}` : '';
  const from = replay.from ? `, from ${replay.from}` : '';
  return `${STATES[replay.state] ?? replay.state} · pass ${format.whole(replay.pass)}${wanted}${from} · row ${format.whole(replay.row)} of ${replay.source}, `
    + `in ${replay.order} order`;
}

function showPace() {
  [...byId('pace').children].forEach((button, i) => {
    const {speed, rate} = paced(TIMES[i][0]);
    const is = speed ? seconds(speed) === seconds(replay.speed) : rate === replay.rate;
    button.setAttribute('aria-pressed', String(is));
    button.title = speed ? `${speed} of market time each second` : `${format.whole(rate)} rows each second`;
  });
}

const UNITS = {s: 1, m: 60, h: 3600, d: 86_400, w: 604_800};
const seconds = speed => Number(speed.slice(0, -1)) * UNITS[speed.slice(-1)];

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
    const answer = await ask('/api/replay');
    byId('seek-form').hidden = !answer.period;
    if (answer.period) {
      const first = answer.period.first.slice(0, 10);
      const last = answer.period.last.slice(0, 10);
      period = {first, last, intraday: [answer.period.first, answer.period.last, answer.marketTime ?? ''].some(time => time.length > 10)};
      Object.assign(byId('seek'), {min: first, max: last, value: byId('seek').value || first});
      write(byId('seek-hint'), `${first} to ${last}`);
      show(replay);
    }
  } catch {
    periodAsked = false;
  }
}

const date = day => new Date(Number(day) * DAY).toISOString().slice(0, 10);
const dayOf = time => Math.floor(millis(time) / DAY);

/** Where the replay is; a seek shows where it will be at once, also while it is paused. */
function showTimeline() {
  const now = replay.marketTime ?? replay.from;
  if (sought !== null && now !== null && (replay.from === sought || replay.from?.startsWith(sought))) {
    sought = null;
  }
  const time = sought ?? now;
  const timeline = byId('timeline');
  byId('timeline-field').hidden = period === null;
  if (period !== null) {
    const first = dayOf(period.first);
    const endless = (dayOf(period.last) - first) * DAY > LONGEST;
    timeline.min = first;
    timeline.max = endless ? Math.max(first + 365, (time === null ? first : dayOf(time)) + 90) : dayOf(period.last);
    write(byId('timeline-first'), period.first.slice(0, 7));
    write(byId('timeline-last'), endless ? '' : period.last.slice(0, 7));
  }
  if (!sliding) {
    if (time !== null && period !== null) {
      timeline.value = dayOf(time);
    }
    showTime(time);
  }
}

function showTime(time) {
  write(byId('market-time'), time ?? '–');
  byId('market-time').title = time ? timeText(time) : '';
  byId('timeline').setAttribute('aria-valuetext', time ? timeText(time) : 'not known yet');
}
