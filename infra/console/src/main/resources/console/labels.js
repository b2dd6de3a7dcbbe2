// Two stays side by side, one key each. An answer is sent with the next one, or after a moment: until then Z costs nothing.
import './page.js';

const root = document.getElementById('content');
const site = root.dataset.site;
const texts = JSON.parse(root.dataset.texts);
const text = (key, ...values) => values.reduce((t, value, i) => t.replace(`{${i}}`, value), texts[key] ?? key);
const csrf = document.querySelector('meta[name="csrf"]').content;
const $ = (id) => document.getElementById(id);
const HOLD_MS = 4000;
const AGAIN_MS = 1000;
const ASKED = 40;
const AHEAD = 8;
const queue = [];
const seen = new Set();
const done = [];
let pending = null;
let timer = 0;
let loading = false;
let over = false;
const begun = Date.now();

const key = (pair) => [pair.left.sighting, pair.right.sighting].sort().join(' ');
const fail = (e) => { $('failed').textContent = e ? text('failed', e.message) : ''; };

async function post(path, body) {
  const headers = { 'X-CSRF-Token': csrf, 'Content-Type': 'application/json' };
  const response = await fetch(`/api/v1/labels${path}`, { method: 'POST', headers, body: JSON.stringify(body), keepalive: true });
  if (response.status === 401) location.href = '/login';
  if (!response.ok) throw new Error((await response.json().catch(() => ({}))).detail ?? response.statusText);
}

const names = (pair) => ({ sighting: pair.left.sighting, other: pair.right.sighting });

async function flush() {
  clearTimeout(timer);
  const sent = pending;
  pending = null;
  if (!sent) return;
  try {
    if (sent.answer === 'unsure') await post('/unsure', names(sent.pair));
    else await post('', { ...names(sent.pair), same: sent.answer === 'same' });
    fail();
  } catch (e) {
    done.splice(done.indexOf(sent), 1);
    queue.unshift(sent.pair);
    fail(e);
    show();
  }
}

// What was answered a moment ago is offered until it is recorded; only a short answer without anything new is the end.
async function fill() {
  if (loading || over || queue.length > 5) return;
  loading = true;
  try {
    const response = await fetch(`/api/v1/labels/queue?site=${encodeURIComponent(site)}&limit=${ASKED}`);
    if (!response.ok) throw new Error(response.statusText);
    const offered = (await response.json()).items;
    const fresh = offered.filter((pair) => !seen.has(key(pair)));
    over = !fresh.length && offered.length < ASKED;
    for (const pair of fresh) {
      seen.add(key(pair));
      queue.push(pair);
    }
  } catch (e) {
    fail(e);
  } finally {
    loading = false;
  }
  show();
  if (!queue.length && !over) setTimeout(fill, AGAIN_MS);
}

function element(tag, content, attributes = {}) {
  const e = document.createElement(tag);
  if (content) e.textContent = content;
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
  return e;
}

// Made before they are shown, so that they are there when they are.
function crops(stay) {
  stay.crops ??= stay.pictures.slice(0, 4).map((url) => element('img', '', { src: `/api/v1${url}`, alt: '' }));
  return stay.crops;
}

function side(place, stay) {
  const pictures = element('div', '', { class: 'crops' });
  if (stay) pictures.append(...crops(stay));
  const at = stay ? `${stay.camera} · ${new Date(stay.start).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'long' })}` : '';
  place.replaceChildren(pictures, element('p', at), element('p', stay ? text('now', stay.identity) : '', { class: 'quiet' }));
}

function show() {
  const pair = queue[0];
  side($('left'), pair?.left);
  side($('right'), pair?.right);
  for (const next of queue.slice(0, AHEAD)) for (const stay of [next.left, next.right]) crops(stay);
  $('question').textContent = pair ? text('question') : over ? text('over') : text('loading');
  for (const button of document.querySelectorAll('[data-answer]')) {
    button.disabled = button.dataset.answer === 'undo' ? !done.length : !pair;
  }
  const minutes = Math.max(1 / 60, (Date.now() - begun) / 60000);
  $('progress').textContent = done.length ? text('progress', done.length, Math.round(done.length / minutes)) : '';
}

function answer(kind) {
  if (kind === 'undo') { undo(); return; }
  const pair = queue.shift();
  if (!pair) return;
  flush();
  pending = { pair, answer: kind };
  done.push(pending);
  timer = setTimeout(flush, HOLD_MS);
  show();
  fill();
}

async function undo() {
  const last = done.pop();
  if (!last) return;
  if (last === pending) {
    clearTimeout(timer);
    pending = null;
  } else {
    try {
      await post('/undo', names(last.pair));
    } catch (e) {
      done.push(last);
      fail(e);
      return;
    }
  }
  queue.unshift(last.pair);
  show();
}

document.addEventListener('keydown', (event) => {
  if (event.target.matches('input, select, textarea') || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const kind = { s: 'same', d: 'different', u: 'unsure', z: 'undo' }[event.key.toLowerCase()];
  if (kind) { event.preventDefault(); answer(kind); }
});
for (const button of document.querySelectorAll('[data-answer]')) button.addEventListener('click', () => answer(button.dataset.answer));
window.addEventListener('pagehide', flush);
if (site) { show(); fill(); }
