/** An element; children that are strings become text, so that no data is ever read as HTML. */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

export const byId = id => document.getElementById(id);

/** Only what changed is written: a text that is written again is laid out again. */
export function write(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** These children in this order; only those that stand elsewhere are moved, and who has the keyboard keeps it. */
export function inOrder(parent, children) {
  const focused = document.activeElement;
  children.forEach((child, i) => parent.children[i] !== child && parent.insertBefore(child, parent.children[i] ?? null));
  while (parent.children.length > children.length) {
    parent.lastElementChild.remove();
  }
  if (focused !== document.activeElement && parent.contains(focused)) {
    focused.focus({preventScroll: true});
  }
}

/** Draws at most four times a second, and not while the page is in the background. */
export function calmly(draw) {
  let due = false;
  const soon = () => {
    if (!due && !document.hidden) {
      due = true;
      setTimeout(() => requestAnimationFrame(() => {
        due = false;
        draw();
      }), 250);
    }
  };
  document.addEventListener('visibilitychange', soon);
  return soon;
}

/** Says what changed to those who do not see it. */
export function announce(sentence) {
  byId('announcer').textContent = sentence;
}

/**
 * @param columns each with a title, and numeric where its cells stand to the right
 * @param rows arrays of text
 */
export function table(caption, columns, rows) {
  const cell = (name, column, text) => element(name, {className: column.numeric ? 'number' : ''}, text);
  const head = columns.map(column => Object.assign(cell('th', column, column.title), {scope: 'col'}));
  return element('table', {},
    element('caption', {className: 'hidden-text'}, caption),
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...rows.map(row => element('tr', {}, ...row.map((text, i) => cell('td', columns[i], text))))));
}

/** One of the pairs of a dl; the value is a text or an element. */
export const fact = (title, value) => element('div', {}, element('dt', {}, title), element('dd', {}, value));

/** JSON, laid out to be read; any other text as it is. */
export function json(text) {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  // the text itself, for a number that is parsed may lose digits
  let depth = 0;
  return text.replace(/"(?:[^"\\]|\\.)*"|[{}[\],:]|\s+/g, token => {
    if (/^\s/.test(token)) {
      return '';
    }
    if (token === '{' || token === '[') {
      return `${token}\n${'  '.repeat(++depth)}`;
    }
    if (token === '}' || token === ']') {
      return `\n${'  '.repeat(--depth)}${token}`;
    }
    return token === ',' ? `,\n${'  '.repeat(depth)}` : token === ':' ? ': ' : token;
  });
}
