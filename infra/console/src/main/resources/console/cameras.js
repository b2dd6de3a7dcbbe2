// Cameras: their states as they change, a test picture of an address, and the privacy mask drawn on the picture.
import { stateOf } from './page.js';

const texts = JSON.parse(document.getElementById('content').dataset.texts);
const text = (key, value) => (texts[key] ?? key).replace('{0}', value ?? '');
const csrf = document.querySelector('meta[name="csrf"]').content;
const headers = { 'X-CSRF-Token': csrf, 'Content-Type': 'application/json' };
const STATES_MS = 3000;

async function refused(response) {
  return (await response.json().catch(() => ({}))).detail ?? response.statusText;
}

async function states() {
  const response = await fetch('/api/v1/cameras').catch(() => null);
  if (response?.status === 401) { location.href = '/login'; return; }
  for (const camera of response?.ok ? (await response.json()).items : []) {
    const item = document.querySelector(`[data-camera="${CSS.escape(camera.camera)}"]`);
    const badge = item?.querySelector('.state');
    if (!badge) continue;
    badge.className = `band state ${stateOf(camera)}`;
    badge.textContent = text(`cameras.state.${stateOf(camera)}`);
    item.querySelector('.sent').textContent = camera.framesSent;
    item.querySelector('.skipped').textContent = camera.framesSkipped;
  }
}

async function tryAddress(form, button) {
  const figure = form.querySelector('.trial');
  const problem = form.querySelector('.trial-problem');
  figure.hidden = true;
  problem.textContent = text('trying');
  button.disabled = true;
  try {
    const body = JSON.stringify({ source: form.elements.source.value });
    const response = await fetch('/api/v1/cameras/test-picture', { method: 'POST', headers, body });
    if (!response.ok) throw new Error(await refused(response));
    figure.querySelector('img').src = URL.createObjectURL(await response.blob());
    figure.hidden = false;
    problem.textContent = '';
  } catch (e) {
    problem.textContent = e.message;
  } finally {
    button.disabled = false;
  }
}

function maskEditor(box) {
  const image = box.querySelector('img');
  const canvas = box.querySelector('canvas');
  const state = document.getElementById('mask-state');
  let areas = JSON.parse(box.dataset.mask);
  let open = [];

  function path(g, corners) {
    g.beginPath();
    corners.forEach((c, i) => g[i ? 'lineTo' : 'moveTo'](c.x * canvas.width, c.y * canvas.height));
  }

  function draw() {
    canvas.width = image.clientWidth;
    canvas.height = image.clientHeight;
    const g = canvas.getContext('2d');
    g.lineWidth = 2;
    for (const area of areas) {
      path(g, area.corners);
      g.closePath();
      g.fillStyle = 'rgb(0 0 0 / 75%)';
      g.strokeStyle = '#ff6369';
      g.fill();
      g.stroke();
    }
    path(g, open);
    g.strokeStyle = '#f5d90a';
    g.stroke();
    g.fillStyle = '#f5d90a';
    for (const c of open) g.fillRect(c.x * canvas.width - 3, c.y * canvas.height - 3, 6, 6);
  }

  function close() {
    if (open.length >= 3) areas.push({ corners: open });
    open = [];
    draw();
  }

  async function save() {
    close();
    const response = await fetch(`/api/v1/cameras/${encodeURIComponent(box.dataset.camera)}`, { method: 'PATCH', headers, body: JSON.stringify({ mask: areas }) });
    state.className = response.ok ? 'done' : 'problem';
    state.textContent = response.ok ? text('maskSaved') : await refused(response);
  }

  const actions = {
    close,
    save,
    back: () => { if (open.length) open.pop(); else areas.pop(); draw(); },
    clear: () => { open = []; areas = []; draw(); },
  };
  canvas.addEventListener('click', (event) => {
    const share = (at, size) => Math.min(1, Math.max(0, Number((at / size).toFixed(4))));
    open.push({ x: share(event.offsetX, canvas.clientWidth), y: share(event.offsetY, canvas.clientHeight) });
    draw();
  });
  canvas.addEventListener('keydown', (event) => {
    const action = { Enter: 'close', Backspace: 'back' }[event.key];
    if (action) { event.preventDefault(); actions[action](); }
  });
  for (const button of document.querySelectorAll('[data-mask-do]')) button.addEventListener('click', () => actions[button.dataset.maskDo]());
  image.addEventListener('error', () => { box.hidden = true; document.getElementById('mask-none').hidden = false; });
  image.addEventListener('load', draw);
  window.addEventListener('resize', draw);
  if (image.complete && image.naturalWidth) draw();
}

for (const button of document.querySelectorAll('[data-try]')) button.addEventListener('click', () => tryAddress(button.form, button));
const mask = document.getElementById('mask');
if (mask) maskEditor(mask);
if (document.querySelector('.cameras')) setInterval(states, STATES_MS);
