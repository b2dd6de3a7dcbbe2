// The live page: follows /live (server-sent events) and draws what it hears.
const cameras = new Map();
const people = new Map();
let alerts = 0;

const $ = (id) => document.getElementById(id);
const time = (ms) => new Date(ms).toISOString().slice(11, 19);
const shortName = (id) => id.slice(id.lastIndexOf('/') + 1).replace(/^p/, '#');

// Equal identities get equal colours on every page: the golden angle spreads neighbours apart.
function colour(identity) {
  const ordinal = Number(identity.match(/(\d+)$/)?.[1] ?? 0);
  return `hsl(${(ordinal * 137.508) % 360} 85% 62%)`;
}

function element(tag, text, attributes = {}) {
  const e = document.createElement(tag);
  if (text) e.textContent = text;
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
  return e;
}

function cameraView(name) {
  if (cameras.has(name)) return cameras.get(name);
  if (cameras.size === 0) $('cameras').replaceChildren();
  const figure = element('figure');
  const canvas = element('canvas', '', { role: 'img', 'aria-label': `camera ${name}` });
  const caption = element('figcaption');
  const clock = element('span');
  caption.append(element('span', name), clock);
  figure.append(canvas, caption);
  const view = { figure, canvas, clock, count: 0, shown: -1 };
  cameras.set(name, view);
  const ordered = [...cameras.keys()].sort().map((n) => cameras.get(n).figure);
  $('cameras').replaceChildren(...ordered);
  return view;
}

function drawBox(g, box, scale) {
  const [x, y, w, h] = box.xywh;
  const known = box.identity !== '';
  g.strokeStyle = box.watchlist ? '#ff6369' : known ? colour(box.identity) : '#c8ccd4';
  g.lineWidth = (known ? 2.5 : 1.2) * scale;
  g.setLineDash(known ? [] : [4 * scale, 4 * scale]);
  g.strokeRect(x, y, w, h);
  g.setLineDash([]);
  if (!known) return;
  const label = shortName(box.identity);
  g.font = `600 ${13 * scale}px system-ui, sans-serif`;
  const width = g.measureText(label).width + 8 * scale;
  g.fillStyle = g.strokeStyle;
  g.fillRect(x, Math.max(0, y - 17 * scale), width, 17 * scale);
  g.fillStyle = '#0e1116';
  g.fillText(label, x + 4 * scale, Math.max(13 * scale, y - 4 * scale));
}

async function showTracks(t) {
  const view = cameraView(t.camera);
  if (t.ended) {
    view.clock.textContent = 'ended';
    view.count = 0;
    return;
  }
  view.count = t.boxes.length;
  if (!t.picture) return;
  const response = await fetch(`frames/${encodeURIComponent(t.camera)}/${t.session}/${t.sequence}.jpg`);
  if (!response.ok) return;
  const picture = await createImageBitmap(await response.blob());
  // Answers may overtake each other; an older picture never replaces a newer one.
  if (t.timeMs < view.shown) return;
  view.shown = t.timeMs;
  view.canvas.width = t.width;
  view.canvas.height = t.height;
  const g = view.canvas.getContext('2d');
  g.drawImage(picture, 0, 0, t.width, t.height);
  picture.close();
  const scale = Math.max(1, t.width / 900);
  for (const box of t.boxes) drawBox(g, box, scale);
  view.clock.textContent = `${time(t.timeMs)} · ${t.boxes.length} in view`;
}

function showPerson(p) {
  let item = people.get(p.id);
  if (!item) {
    item = { row: element('li'), image: element('img', '', { alt: '' }), text: element('div'), crop: 0 };
    item.row.style.setProperty('--colour', colour(p.id));
    item.row.append(item.image, item.text);
    people.set(p.id, item);
  }
  item.cameras = p.cameras.length;
  if (p.crop !== item.crop) {
    item.crop = p.crop;
    item.image.src = `crops/${p.id}?${p.crop}`;
  }
  item.row.title = p.why;
  item.text.replaceChildren(
    element('b', shortName(p.id)),
    element('small', p.cameras.join(' + ')),
    element('small', `${p.sightings} ${p.sightings === 1 ? 'sighting' : 'sightings'}`),
    element('small', `last ${time(p.lastMs)}`),
  );
  $('people').prepend(item.row);
}

function showAlert(alert) {
  if (alerts++ === 0) $('alerts').replaceChildren();
  const data = alert.data ?? {};
  const kind = (alert.type ?? '').replace(/^dev\.sightline\.alert\.|\.v\d+$/g, '').replaceAll('-', ' ');
  const item = element('li');
  item.append(
    element('b', [kind, data.watchlistName].filter(Boolean).join(': ')),
    element('small', [alert.subject && shortName(alert.subject), data.camera, alert.time?.slice(11, 19)].filter(Boolean).join(' · ')),
  );
  $('alerts').prepend(item);
  while ($('alerts').children.length > 100) $('alerts').lastChild.remove();
}

function count() {
  $('camera-count').textContent = cameras.size;
  $('view-count').textContent = [...cameras.values()].reduce((n, c) => n + c.count, 0);
  $('identity-count').textContent = people.size;
  $('cross-count').textContent = [...people.values()].filter((p) => p.cameras > 1).length;
  $('alert-count').textContent = alerts;
}

function reset() {
  people.clear();
  alerts = 0;
  $('people').replaceChildren();
}

const live = new EventSource('live');
const on = (name, handle) => live.addEventListener(name, (e) => { handle(JSON.parse(e.data)); count(); });
live.onopen = () => { reset(); $('connection').textContent = 'live'; $('connection').className = 'open'; };
live.onerror = () => { $('connection').textContent = 'reconnecting'; $('connection').className = 'waiting'; };
on('tracks', showTracks);
on('identity', showPerson);
on('gone', (g) => { people.get(g.id)?.row.remove(); people.delete(g.id); });
on('alert', showAlert);
