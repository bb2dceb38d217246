import {byId} from './elements.js';

const TOKEN = 'token';

/** What the server refused, in its own words. */
export class Refusal extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

async function answer(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refusal(0, 'The pipeline does not answer. Try again when the connection is back.');
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Refusal(response.status, body.error ?? `The pipeline answered with ${response.status}.`);
  }
  return body;
}

export const ask = path => answer(path, {});

/** Changes something. A server that is open to other machines wants a token: it is asked for until it is right, or nobody has one. */
export async function command(path, body) {
  for (;;) {
    try {
      return await answer(path, request(body));
    } catch (refusal) {
      if (refusal.status !== 401 || !await askForToken(refusal.message)) {
        throw refusal;
      }
    }
  }
}

function request(body) {
  const headers = {};
  const token = sessionStorage.getItem(TOKEN);
  if (token) {
    headers.Authorization = `Bearer ${token}`;
  }
  if (body) {
    headers['Content-Type'] = 'application/json';
  }
  return {method: 'POST', headers, body: body && JSON.stringify(body)};
}

function askForToken(why) {
  const dialog = byId('token-dialog');
  byId('token-why').textContent = why;
  byId('token').value = '';
  dialog.returnValue = 'cancel';
  dialog.showModal();
  return new Promise(done => dialog.addEventListener('close', () => {
    const given = dialog.returnValue === 'send';
    if (given) {
      sessionStorage.setItem(TOKEN, byId('token').value);
    }
    byId('token').value = '';
    done(given);
  }, {once: true}));
}

/**
 * Listens for as long as the page is open. The browser itself connects again, except when it was answered with an error, and when the
 * connection is gone without a word.
 *
 * @returns what begins anew
 * @param handlers by name of the event
 * @param connected told true and false
 */
export function listen(handlers, connected) {
  let source = open();
  function open() {
    return opened(handlers, connected, () => source = open());
  }
  return () => {
    source.close();
    source = open();
  };
}

function opened(handlers, connected, again) {
  const source = new EventSource('/api/events');
  source.onopen = () => connected(true);
  source.onerror = () => {
    connected(false);
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(again, 3000);
    }
  };
  for (const [name, handle] of Object.entries(handlers)) {
    source.addEventListener(name, event => handle(JSON.parse(event.data)));
  }
  return source;
}
