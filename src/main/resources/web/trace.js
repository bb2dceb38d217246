import {ask} from './api.js';
import {announce, byId, element, fact, json, write} from './elements.js';
import * as format from './format.js';
import * as views from './views.js';

const STATES = {
  STORED: '✓ in the lake', WAITING: '… in Kafka, not yet in the lake', REJECTED: '✕ rejected', LEFT_OUT: '– in no object, on purpose', MISSING: '✕ missing',
  NOT_SENT: '○ not sent', NOT_FOUND: '✕ not found'
};

let asked = 0;

export function start() {
  byId('trace-form').addEventListener('submit', event => {
    event.preventDefault();
    location.hash = views.link('trace', byId('trace-of').value.trim());
  });
}

/** @param of what the address asks for */
export async function visit(of) {
  if (of === null || of === '') {
    return;
  }
  const mine = ++asked;
  byId('trace-of').value = of;
  write(byId('trace-error'), '');
  write(byId('trace-state'), `Looking for ${of} …`);
  byId('trace-result').replaceChildren();
  try {
    const result = await ask(`/api/trace?of=${encodeURIComponent(of)}`);
    if (mine === asked) {
      draw(result);
    }
  } catch (refusal) {
    if (mine === asked) {
      write(byId('trace-state'), '');
      write(byId('trace-error'), refusal.message);
    }
  }
}

/** A link to where something is. */
export const to = of => element('a', {href: views.link('trace', of)}, of);

function draw(result) {
  const {row, passes, places, tables, reports, notes} = result;
  write(byId('trace-state'), places.length === 0 ? `${result.of} was not found behind its file.`
    : `${result.of}: ${places.map(place => STATES[place.state] + (place.pass ? ` (pass ${place.pass})` : '')).join(', ')}.`);
  byId('trace-result').replaceChildren(
    ...(row ? [rowOf(row)] : []),
    ...notes.map(note => element('p', {className: 'quiet'}, `${note}.`)),
    ...(passes && passes.first < passes.shown ? [element('p', {className: 'quiet'},
      `Kafka has passes ${passes.first} to ${passes.last}; those from pass ${passes.shown} on are shown.`)] : []),
    ...earlier(result),
    ...places.map((place, i) => placeOf(place, i === 0)),
    ...(tables.length > 0 ? [step('Tables', ...tables.map(tableOf))] : []),
    ...(reports.length > 0 ? [step('Reports', element('ul', {className: 'trace-links'}, ...reports.map(report => element('li', {},
      element('a', {href: views.link('reports', report.report)}, report.title), element('span', {className: 'quiet'}, ` reads ${report.tables.join(', ')}`)))))] : []));
  announce(byId('trace-state').textContent);
}

/** A key and a time name the last record; the line names all passes. */
function earlier({of, row, passes, places}) {
  const pass = Number(places[0]?.record?.headers.pass ?? 1);
  return row === null || passes !== null || pass < 2 || !/@\d{4}-/.test(of) ? [] : [element('p', {className: 'quiet'},
    `This is its record of pass ${format.whole(pass)}, the last one; those of the passes before are shown at `, to(`${row.file.split('/').pop()}:${row.line}`), '.')];
}

const step = (title, ...content) => element('section', {className: 'panel trace-step'}, element('h3', {}, title), ...content);

const facts = (...pairs) => element('dl', {className: 'trace-facts'}, ...pairs.filter(([, value]) => value !== null && value !== undefined && value !== '')
  .map(([title, value]) => fact(title, value)));

const code = text => element('pre', {className: 'trace-code', tabIndex: 0}, text);

function rowOf(row) {
  return step('Row', facts(['File and line', to(`${row.file.split('/').pop()}:${row.line}`)], ['Row of a pass', format.whole(row.number)], ['Key', row.key]),
    code(row.text), ...(row.reason ? [element('p', {className: 'error'}, `By the settings as they are now it is rejected: ${row.reason}.`)] : []));
}

/** @param open whether it is shown at once; there may be ten */
function placeOf(place, open) {
  const made = element('details', {className: 'trace-place', open},
    element('summary', {}, element('h3', {}, `${place.pass ? `Pass ${place.pass}: ` : ''}${STATES[place.state]}`)),
    ...place.notes.map(note => element('p', {className: 'quiet'}, `${note}.`)),
    ...(place.record ? [recordOf(place.record)] : []),
    ...(place.letter ? [letterOf(place.letter)] : []),
    ...(place.object ? [objectOf(place.object)] : []),
    ...(place.line ? [step('Line in the object', code(json(place.line)))] : []));
  made.dataset.state = place.state;
  return made;
}

function recordOf(record) {
  const name = `${record.topic}-${record.partition}@${record.offset}`;
  return step('Record in Kafka', facts(['Partition and offset', to(name)],
    ['Beside it', element('a', {href: views.link('topic', record.topic, {partition: record.partition, before: `${record.partition}:${record.offset + 1}`})}, 'in the topic')],
    ['Sent', format.zoned(record.at)], ['Key', record.key], ...Object.entries(record.headers)), code(json(record.value ?? '')));
}

function letterOf(letter) {
  return step('Dead letter', element('p', {className: 'error'}, letter.reason ?? 'no reason is told'),
    facts(['Letter', to(`${letter.topic}-${letter.partition}@${letter.offset}`)], ['Origin', letter.origin], ['Rejected', format.zoned(letter.at)],
      ['Found by', letter.exception], ['Sent back as', letter.sentBackAs ? to(letter.sentBackAs) : 'no copy was found behind it']),
    element('p', {}, element('a', {href: views.link('rejected', null)}, 'All rejected')));
}

/** Its name below the lake's prefix. */
const nameOf = key => key.slice(key.indexOf('date='));

const objectLink = key => element('a', {href: views.link('lake', nameOf(key))}, nameOf(key).replace(/^.*\//, ''));

function objectOf(object) {
  return step('Object in the lake', facts(['Name', objectLink(object.key)], ['Where', `s3://${object.bucket}/${object.key}`],
    ['Size', format.bytes(object.size)], ['Put', format.zoned(object.put)], ['Seal', object.sealed ? 'matches' : 'none: it is of an early version'],
    ['Closed by', object.cut], ['Offsets', `${object.startOffset} to ${object.endOffset}`],
    ['Records', `${format.whole(object.records)}, ${format.whole(object.rejected)} rejected, ${format.whole(object.absent)} absent`],
    ['Before it', object.before && objectLink(object.before)], ['After it', object.after && objectLink(object.after)]));
}

function tableOf(table) {
  return element('details', {}, element('summary', {}, `${table.table} `, element('span', {className: 'quiet'}, table.made ? `made of ${table.made}` : table.title)),
    code(table.sql), element('p', {}, element('a', {href: views.link('sql', null, {q: table.sql})}, 'Ask Athena'), element('span', {className: 'quiet'}, ', which costs')));
}
