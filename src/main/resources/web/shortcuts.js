import {byId, element} from './elements.js';

const OFF = 'shortcuts-off';
const shortcuts = new Map();

/** A key that does something wherever no text is being written; all of them are listed in the dialog of the key ?. */
export function shortcut(key, words, act) {
  shortcuts.set(key, {words, act});
}

export function start() {
  shortcut('?', 'These shortcuts', open);
  const links = () => [...byId('views').querySelectorAll('a')];
  links().slice(0, 9).forEach((link, i) => shortcut(String(i + 1), `View ${link.textContent}`, () => link.click()));
  byId('shortcuts').addEventListener('click', open);
  byId('shortcuts-on').addEventListener('change', event => event.target.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, 'true'));
  document.addEventListener('keydown', event => {
    const act = shortcuts.get(event.key)?.act;
    if (act && isMeant(event)) {
      event.preventDefault();
      act();
    }
  });
}

/** Those who speak to their computer can switch them off: a word would be many keys. Beside the editor, they are meant for the editor. */
function isMeant(event) {
  return !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.altKey && localStorage.getItem(OFF) === null
    && !document.querySelector('dialog[open]') && byId('sql').hidden && !event.target.closest?.('input:not([type=checkbox]), select, textarea, [contenteditable]');
}

function open() {
  byId('shortcuts-on').checked = localStorage.getItem(OFF) === null;
  byId('shortcut-list').replaceChildren(...[...shortcuts].map(([key, {words}]) =>
    element('div', {}, element('dt', {}, element('kbd', {}, key)), element('dd', {}, words))));
  byId('shortcuts-dialog').showModal();
}
