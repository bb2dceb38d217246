import {byId} from './elements.js';

const FIRST = 'market';
const visits = new Map();
let shown = null;

/**
 * Each view has its address: #/view/what?state. Whoever gets the address sees the same.
 *
 * @param parts by view; a part that has visit is told what of it the address names, and the state
 */
export function start(parts) {
  Object.entries(parts).forEach(([view, part]) => visits.set(view, part.visit));
  addEventListener('hashchange', follow);
  follow();
}

/** @returns the view of the address, what of it is looked at (or null), and its state as URLSearchParams */
export function address() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const [view, ...what] = path.split('/');
  return {view: visits.has(view) ? view : FIRST, what: decoded(what.join('/')), state: new URLSearchParams(query ?? '')};
}

/** Null for what nobody can have encoded so. */
function decoded(what) {
  try {
    return what === '' ? null : decodeURIComponent(what);
  } catch {
    return null;
  }
}

/** The address of something, for a link. */
export function link(view, what, state = {}) {
  const query = new URLSearchParams(state).toString();
  return `#/${view}${what === null || what === undefined ? '' : `/${encodeURIComponent(what)}`}${query ? `?${query}` : ''}`;
}

/** Keeps in the address what is looked at now; without a step in the browser's history, and nobody is told. */
export function keep(what, state = {}) {
  history.replaceState(null, '', link(address().view, what, state));
}

function follow() {
  const {view, what, state} = address();
  for (const section of document.querySelectorAll('.view')) {
    section.hidden = section.id !== view;
  }
  for (const each of byId('views').children) {
    if (each.hash === `#/${view}`) {
      each.setAttribute('aria-current', 'page');
      each.scrollIntoView({block: 'nearest', inline: 'nearest'});
    } else {
      each.removeAttribute('aria-current');
    }
  }
  if (shown !== null && shown !== view) {
    scrollTo(0, 0);
  }
  shown = view;
  visits.get(view)?.(what, state);
}
