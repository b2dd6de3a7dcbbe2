// The live page: follows /api/v1/live (server-sent events) and draws what comes.
import { stateOf } from './page.js';

const RETRY_MS = 2000;
const STATES_MS = 3000;
const ALERTS_SHOWN = 100;
const AMENDED_MS = 1000; // By then what came meanwhile has said whose face an alert shows.
const cameras = new Map();
const people = new Map();
let alerts = 0;
let shown = ''; // Whom the panel is about.

const $ = (id) => document.getElementById(id);
const texts = JSON.parse($('content').dataset.texts);
const text = (key, value) => (texts[key] ?? key).replace('{0}', value ?? '');
const time = (ms) => new Date(ms).toLocaleTimeString('en-GB'); // 24 hours in every language, as in the lists.
const language = document.documentElement.lang;
const seconds = (ms) => `${(ms / 1000).toLocaleString(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} s`;
const shortName = (id) => id.slice(id.lastIndexOf('/') + 1).replace(/^p/, '#');

// Equal identities get equal colors on every page: the golden angle spreads neighbors apart.
function color(identity) {
  const ordinal = Number(identity.match(/(\d+)$/)?.[1] ?? 0);
  return `hsl(${(ordinal * 137.508) % 360} 85% 62%)`;
}

function element(tag, content, attributes = {}) {
  const e = document.createElement(tag);
  if (content) e.textContent = content;
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
  return e;
}

function cameraView(name) {
  if (cameras.has(name)) return cameras.get(name);
  const figure = element('figure');
  const canvas = element('canvas', '', { role: 'img', 'aria-label': text('camera', name), width: 4, height: 3 });
  const screen = element('div', '', { class: 'screen', 'data-ended': text('ended') });
  const caption = element('figcaption');
  const state = element('span', '', { class: 'state' });
  const skipped = element('span', '', { class: 'skipped' });
  const clock = element('span', '', { class: 'clock' });
  screen.append(canvas);
  canvas.onclick = (e) => openBox(view, e);
  caption.append(element('b', name), state, skipped, clock);
  figure.append(caption, screen);
  const view = { figure, canvas, state, skipped, clock, boxes: [], delay: -1, session: 0, shown: -1 };
  cameras.set(name, view);
  const ordered = [...cameras.keys()].sort().map((n) => cameras.get(n).figure);
  $('cameras').replaceChildren(...ordered);
  return view;
}

// Also of cameras that have no picture to show: that is when it matters.
async function showStates() {
  const response = await fetch('/api/v1/cameras').catch(() => null);
  for (const camera of response?.ok ? (await response.json()).items : []) {
    const view = cameraView(camera.camera);
    const state = stateOf(camera);
    view.state.className = `band state ${state}`;
    view.state.textContent = state === 'running' ? '' : text(`cameras.state.${state}`);
    view.state.title = camera.problems.map((p) => `${p.what}: ${p.advice}`).join('\n');
    view.skipped.textContent = camera.framesSkipped > 0 ? text('skipped', camera.framesSkipped) : '';
  }
  summarize();
}

function drawBox(g, box, scale) {
  const [x, y, w, h] = box.xywh;
  const known = box.identity !== '';
  g.strokeStyle = box.watchlist ? '#ff6369' : known ? color(box.identity) : '#c8ccd4';
  g.lineWidth = (known ? 2.5 : 1.2) * scale;
  g.setLineDash(known && !box.predicted ? [] : [4 * scale, 4 * scale]);
  g.strokeRect(x, y, w, h);
  g.setLineDash([]);
  if (!known) return;
  const label = shortName(box.identity);
  g.font = `600 ${14 * scale}px system-ui, "DejaVu Sans", sans-serif`;
  const width = g.measureText(label).width + 8 * scale;
  const left = Math.max(0, Math.min(x - g.lineWidth / 2, g.canvas.width - width));
  const top = Math.max(0, y - 18 * scale);
  g.fillStyle = g.strokeStyle;
  g.fillRect(left, top, width, 18 * scale);
  g.fillStyle = '#0e1116';
  g.fillText(label, left + 4 * scale, top + 14 * scale);
}

async function showTracks(t) {
  const view = cameraView(t.camera);
  view.figure.classList.toggle('ended', t.ended);
  view.boxes = t.boxes;
  view.delay = t.ended ? -1 : t.delayMs;
  if (t.ended) {
    view.session = t.session;
    view.shown = Infinity; // Pictures still on their way would take the end back.
    view.clock.textContent = '';
    return;
  }
  if (!t.picture) return;
  const response = await fetch(`/api/v1/cameras/${encodeURIComponent(t.camera)}/frames/${t.session}/${t.sequence}`);
  if (!response.ok) return;
  draw(view, t, await createImageBitmap(await response.blob()));
}

function draw(view, t, picture) {
  // Answers may overtake each other; an older picture never replaces a newer one.
  const newer = t.session > view.session || (t.session === view.session && t.sequence > view.shown);
  if (newer) {
    view.session = t.session;
    view.shown = t.sequence;
    view.canvas.width = t.width;
    view.canvas.height = t.height;
    const g = view.canvas.getContext('2d');
    g.drawImage(picture, 0, 0, t.width, t.height);
    const scale = Math.max(1, t.width / (view.canvas.clientWidth || t.width));
    for (const box of t.boxes) drawBox(g, box, scale);
    view.clock.textContent = `${text('inView', t.boxes.length)} · ${time(t.timeMs)}`;
  }
  picture.close();
}

function personRow(p) {
  const row = element('li', '', { 'data-id': p.id });
  const item = { row, picture: element('span', '', { class: 'blank' }), text: element('a', '', { href: `/people/${p.id}` }), crop: 0, sightings: 0 };
  row.style.setProperty('--color', color(p.id));
  row.append(item.picture, item.text);
  people.set(p.id, item);
  return item;
}

function showPerson(p) {
  const item = people.get(p.id) ?? personRow(p);
  if (p.crop !== item.crop) {
    item.crop = p.crop;
    const image = element('img', '', { alt: '', src: cropOf(p) });
    // The one before stays until this one can be seen; answers may overtake each other.
    image.onload = () => {
      if (item.crop !== p.crop) return;
      item.picture.replaceWith(image);
      item.picture = image;
    };
  }
  item.row.title = p.why;
  item.text.replaceChildren(
    element('b', shortName(p.id)),
    element('small', p.cameras.join(' + '), p.cameras.length > 1 ? { class: 'several' } : {}),
    element('small', text(p.sightings === 1 ? 'sighting' : 'sightings', p.sightings)),
    element('small', text('last', time(p.lastMs))),
  );
  item.cameras = p.cameras.length;
  // Only a new sighting moves somebody to the top: rows that jump with every frame cannot be read.
  if (p.sightings > item.sightings) {
    $('people').prepend(item.row);
    if (p.id === shown) showPanel(p.id);
  }
  item.sightings = p.sightings;
}

function cropOf(p) {
  return `/api/v1/identities/${p.id}/picture?${p.crop}`;
}

// Boxes are drawn in the pixels of the frame; of those that overlap the smaller one is meant.
function openBox(view, e) {
  const x = (e.offsetX * view.canvas.width) / view.canvas.clientWidth;
  const y = (e.offsetY * view.canvas.height) / view.canvas.clientHeight;
  const [box] = view.boxes
    .filter(({ identity, xywh: [left, top, w, h] }) => identity && x >= left && x <= left + w && y >= top && y <= top + h)
    .sort((a, b) => a.xywh[2] * a.xywh[3] - b.xywh[2] * b.xywh[3]);
  if (box) openPanel(box.identity);
}

function openPanel(id) {
  shown = id;
  $('person-content').replaceChildren(element('h2', shortName(id), { id: 'panel-name' }), element('p', text('loading'), { class: 'empty' }));
  if (!$('person').open) $('person').showModal();
  showPanel(id);
}

async function showPanel(id) {
  const response = await fetch(`/people/${id}/panel`).catch(() => null);
  const part = response?.ok ? await response.text() : '';
  if (id !== shown) return; // Closed, or somebody else was chosen meanwhile.
  if (part) $('person-content').replaceChildren(document.createRange().createContextualFragment(part));
  else $('person-content').lastChild.textContent = text('failed');
}

function showGone(g) {
  people.get(g.id)?.row.remove();
  people.delete(g.id);
}

function showAlert(alert) {
  alerts++;
  const data = alert.data ?? {};
  const kind = texts[`alert.${data.kind}`] ?? `${text('alert.other')} ${data.kind ?? alert.type ?? ''}`;
  const who = alert.subject ?? '';
  const item = element('li', '', { title: data.watchlist?.reason || data.link?.summary || '', 'data-alert': alert.id ?? '', 'data-who': who });
  item.style.setProperty('--color', color(who));
  item.classList.toggle('urgent', Boolean(data.watchlist));
  const stay = data.kind === 'dwell' && data.dwellUs ? `${Math.round(data.dwellUs / 1e6)} s` : '';
  const words = element('a', '', { href: `/alerts#alert-${alert.id ?? ''}` });
  const facts = element('small');
  const more = [data.camera, stay, alert.time && time(Date.parse(alert.time))].filter(Boolean).map((fact) => ` · ${fact}`);
  facts.append(element('span', shortName(who)), more.join(''));
  words.append(element('b', [kind, data.watchlist?.name].filter(Boolean).join(': ')), facts);
  item.append(words);
  $('alerts').prepend(item);
  while ($('alerts').children.length > ALERTS_SHOWN) $('alerts').lastChild.remove();
  if (people.has(who)) showFace(item);
  else setTimeout(() => showFace(item), AMENDED_MS);
}

function showFace(item) {
  if (!item.dataset.who || !item.isConnected) return;
  const image = element('img', '', { alt: '', src: `/api/v1/identities/${item.dataset.who}/picture` });
  image.onerror = () => image.remove();
  item.querySelector('img')?.remove();
  item.prepend(image);
}

// The person of some alerts is somebody else by now: whom they were raised about is struck out.
function amend({ alerts: ids, identity }) {
  for (const item of [...$('alerts').children].filter(({ dataset }) => ids.includes(dataset.alert))) {
    const name = item.querySelector('span');
    const before = item.querySelector('s') ?? element('s', name.textContent);
    item.dataset.who = identity;
    item.style.setProperty('--color', color(identity));
    name.replaceChildren(`${shortName(identity)} `, before);
    showFace(item);
  }
}

function summarize() {
  const views = [...cameras.values()];
  const present = new Set(views.flatMap((v) => v.boxes.map((b) => b.identity)));
  for (const [id, item] of people) item.row.classList.toggle('present', present.has(id));
  const delay = Math.max(-1, ...views.map((v) => v.delay));
  $('camera-count').textContent = cameras.size;
  $('view-count').textContent = views.reduce((n, v) => n + v.boxes.length, 0);
  $('identity-count').textContent = people.size;
  $('cross-count').textContent = [...people.values()].filter((p) => p.cameras > 1).length;
  $('alert-count').textContent = alerts;
  $('delay').textContent = delay < 0 ? '–' : seconds(delay);
}

// The server sends everything it knows to each page that connects, also after it was restarted.
function reset() {
  people.clear();
  alerts = 0;
  $('people').replaceChildren();
  $('alerts').replaceChildren();
}

function say(state) {
  $('connection').className = state;
  $('connection').textContent = text(state);
}

// Logged out meanwhile: the page would wait for ever.
async function again() {
  const session = await fetch('/api/v1/session').catch(() => null);
  if (session?.status === 401) location.href = '/login';
  else connect();
}

function connect() {
  const live = new EventSource('/api/v1/live');
  const on = (name, handle) => live.addEventListener(name, (e) => { handle(JSON.parse(e.data)); summarize(); });
  live.onopen = () => { reset(); say('open'); };
  live.onerror = () => {
    say('waiting');
    for (const view of cameras.values()) view.delay = -1;
    summarize();
    // The browser tries again by itself, but gives up when something else answers.
    if (live.readyState === EventSource.CLOSED) setTimeout(again, RETRY_MS);
  };
  on('tracks', showTracks);
  on('identity', showPerson);
  on('gone', showGone);
  on('alert', showAlert);
  on('amended', amend);
}

$('people').addEventListener('click', (e) => {
  const row = e.target.closest('li');
  if (!row || e.ctrlKey || e.metaKey || e.shiftKey) return; // Another tab or window: the person's page.
  e.preventDefault();
  openPanel(row.dataset.id);
});
$('person-close').onclick = () => $('person').close();
$('person').onclick = (e) => { if (e.target === $('person')) $('person').close(); };
$('person').onclose = () => { shown = ''; };
$('zone').textContent = new Intl.DateTimeFormat(language, { timeZoneName: 'short' }).formatToParts(new Date()).find((part) => part.type === 'timeZoneName').value;
connect();
showStates();
setInterval(showStates, STATES_MS);
