import {listen} from './api.js';
import {themeChanged} from './chart.js';
import {announce, byId, write} from './elements.js';
import * as banner from './banner.js';
import * as history from './history.js';
import * as lake from './lake.js';
import * as market from './market.js';
import * as pipeline from './pipeline.js';
import * as rejected from './rejected.js';
import * as replay from './replay.js';
import * as reports from './reports.js';
import * as shortcuts from './shortcuts.js';
import * as sql from './sql.js';
import * as topic from './topic.js';
import * as trace from './trace.js';
import * as views from './views.js';

const THEME = 'theme';
const SILENCE = 6000;
const system = matchMedia('(prefers-color-scheme: dark)');
let heardAt = 0;
let connection = null;

function status(news) {
  heard();
  banner.show(news);
  write(byId('name'), news.name);
  write(byId('version'), `Version ${news.version}.`);
  write(byId('sentence'), sentence(news));
  byId('replay').hidden = news.feed !== null;
  replay.show(news.replay);
  pipeline.show(news);
  rejected.show(news.rejected);
  reports.showRun(news.run);
}

function sentence(news) {
  const rows = news.feed ? `Trades are heard from ${news.feed.name} and sent to Kafka`
    : news.replay ? `Rows of ${news.replay.source} are replayed into Kafka`
      : 'Records that others send to Kafka are read';
  return `${rows}, gathered into objects in an S3 lake, listed by Glue as tables, and queried by Athena for the reports.`;
}

function heard() {
  heardAt = Date.now();
  if (connection !== 'live') {
    connect('live', 'connected');
  }
}

function connect(state, words) {
  if (connection === state) {
    return;
  }
  const back = connection === 'lost' && state === 'live';
  connection = state;
  byId('connection').dataset.state = state === 'live' ? 'up' : 'down';
  write(byId('connection').querySelector('.words'), words);
  if (state === 'lost') {
    banner.lost();
    pipeline.lost();
    announce('The connection to the pipeline is lost. The page reconnects by itself.');
  }
  if (back) {
    announce('The connection to the pipeline is back.');
    load();
  }
}

const lost = () => connect('lost', 'connection lost, reconnecting');

/** What the events tell only when it changes. */
function load() {
  market.load().catch(() => {});
  reports.load().catch(() => {});
  history.load().catch(() => {});
}

function silent() {
  lost();
  listenAnew();
}

function showTheme(theme) {
  document.documentElement.dataset.theme = theme;
  byId('theme').textContent = theme === 'dark' ? '☀' : '☾';
  byId('theme').setAttribute('aria-label', `Switch to the ${theme === 'dark' ? 'light' : 'dark'} theme`);
  themeChanged();
}

const systemTheme = () => system.matches ? 'dark' : 'light';
const theme = () => localStorage.getItem(THEME) ?? systemTheme();

/** The system's theme is followed again when it is what was chosen. */
function toggleTheme() {
  const other = theme() === 'dark' ? 'light' : 'dark';
  if (other === systemTheme()) {
    localStorage.removeItem(THEME);
  } else {
    localStorage.setItem(THEME, other);
  }
  showTheme(other);
}

[lake, market, pipeline, rejected, replay, reports, shortcuts, sql, topic, trace].forEach(part => part.start());
views.start({market, pipeline, reports, rejected, sql, trace, topic, lake});
showTheme(theme());
byId('theme').addEventListener('click', toggleTheme);
system.addEventListener('change', () => showTheme(theme()));
shortcuts.shortcut('t', 'Dark or light', toggleTheme);
load();
const listenAnew = listen({status, mark: history.mark, market: market.news, reports: reports.ended}, open => open ? heard() : lost());
// a connection may be gone without an error: a machine that slept, a network that changed
setInterval(() => connection === 'live' && !document.hidden && Date.now() - heardAt > SILENCE && silent(), 2000);
