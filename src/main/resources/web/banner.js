import {byId, element} from './elements.js';
import * as format from './format.js';

const TITLES = {replay: 'The replay', feed: 'The feed', topic: 'Kafka', lake: 'The lake', catalog: 'The catalog', reports: 'The last run'};
/** What is safe meanwhile, and what to expect. */
const SAFE = {
  topic: 'Rows that are not in Kafka yet are sent when it is back, and what is in it waits there. Nothing is lost.',
  feed: 'What is traded meanwhile becomes a gap, which is recorded when the feed is back.',
  lake: 'Records wait in Kafka, as long as it keeps them. Nothing is lost.',
  catalog: 'Objects are stored as before; queries see new dates and columns when it is back.',
  reports: 'The lake is not concerned; the next run tries again.'
};

let lostAt = null;

/** What is down, since when, and what is safe; by the machine's clock that told it. */
export function show(status) {
  lostAt = null;
  const down = status.stages.filter(stage => stage.state === 'down' || stage.state === 'waiting' && SAFE[stage.id]);
  fill(down.map(stage => [
    `${TITLES[stage.id] ?? stage.id} ${stage.state === 'down' ? 'is in trouble' : 'waits'} since ${format.time(stage.since)} (${format.seconds(age(stage.since, status.now))}): `,
    `${stage.sentence}. ${SAFE[stage.id] ?? ''}`
  ]));
}

const age = (since, now) => Math.max(0, Math.round((Date.parse(now) - Date.parse(since)) / 1000));

export function lost() {
  lostAt ??= new Date();
  fill([[`Since ${format.time(lostAt)} nothing is heard of the pipeline: `, 'what is shown is from before. The page connects again by itself; the pipeline does not need it.']]);
}

function fill(sentences) {
  const banner = byId('banner');
  banner.hidden = sentences.length === 0;
  const text = sentences.map(sentence => sentence.join('')).join('\n');
  if (banner.dataset.text !== text) {
    banner.dataset.text = text;
    banner.replaceChildren(...sentences.map(([what, rest]) => element('p', {}, element('strong', {}, what), rest)));
  }
}
