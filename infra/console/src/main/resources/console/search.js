// "Has this person ever been here?": a photo, a crop, a person or words go to the API; several people in a photo: one is chosen.
import './page.js';

const main = document.getElementById('content');
const form = document.getElementById('search');
const texts = JSON.parse(main.dataset.texts);
const $ = (id) => document.getElementById(id);
const t = (key, ...values) => values.reduce((text, value, i) => text.replaceAll(`{${i}}`, value), texts[key] ?? key);
const language = document.documentElement.lang;
const whole = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
// Nothing is certain, and nothing is out of the question.
const percent = (share) => (share > 0.99 ? `> ${whole.format(0.99)}` : share < 0.01 ? `< ${whole.format(0.01)}` : whole.format(share));
const number = new Intl.NumberFormat(language, { maximumSignificantDigits: 2 });
const time = new Intl.DateTimeFormat(language, { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' });
const LARGEST = 20 << 20;

let photo = null;
let person = null;
let people = [];
let inWords = false;

const reason = form.elements.reason;
const words = form.elements.words;
reason.value = sessionStorage.getItem('search.reason') ?? '';

function element(name, attributes = {}, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

function filters() {
  const value = (name) => form.elements[name].value;
  const instant = (name) => (value(name) ? new Date(value(name)).toISOString() : undefined);
  return { site: value('site') || undefined, camera: value('camera') || undefined, since: instant('since'), until: instant('until'), people: value('people'), reason: reason.value };
}

function request() {
  const csrf = document.querySelector('meta[name="csrf"]').content;
  const wanted = filters();
  if (photo) {
    const query = new URLSearchParams(Object.entries({ ...wanted, person: person ?? undefined }).filter(([, v]) => v !== undefined));
    return fetch(`/api/v1/search?${query}`, { method: 'POST', headers: { 'X-CSRF-Token': csrf, 'Content-Type': photo.type || 'application/octet-stream' }, body: photo });
  }
  const { site, camera, ...rest } = wanted;
  const body = { ...rest, sites: site ? [site] : undefined, cameras: camera ? [camera] : undefined };
  if (form.dataset.picture) body.picture = form.dataset.picture;
  else if (form.dataset.identity) body.identity = form.dataset.identity;
  else body.words = words.value;
  return fetch('/api/v1/search', { method: 'POST', headers: { 'X-CSRF-Token': csrf, 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

async function search() {
  $('problem').textContent = '';
  inWords = !photo && Boolean(words?.value.trim());
  if (!photo && !inWords && !form.dataset.identity && !form.dataset.picture) { $('problem').textContent = t('needPhoto'); $('photo').focus(); return; }
  if (!form.reportValidity()) return;
  sessionStorage.setItem('search.reason', reason.value);
  $('go').disabled = true;
  clear();
  main.setAttribute('aria-busy', 'true');
  try {
    const response = await request();
    if (response.status === 401) { location.href = '/login?next=/search'; return; }
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.detail ?? response.statusText);
    show(answer);
  } catch (e) {
    $('problem').textContent = e.message;
  } finally {
    $('go').disabled = false;
    main.removeAttribute('aria-busy');
  }
}

function clear() {
  $('results').hidden = true;
  $('notes').replaceChildren();
}

function show(answer) {
  people = answer.inPhoto;
  drawBoxes();
  $('notes').replaceChildren(...answer.notes.map((note) => element('li', { textContent: note })));
  if (!answer.searched) { $('boxes').querySelector('button')?.focus(); return; }
  $('verdict').textContent = answer.found.length ? t('found', answer.found.length) : t(inWords ? 'nobodyFits' : 'nobody');
  $('compared').textContent = t('compared', answer.sightings.toLocaleString(language), answer.people.toLocaleString(language)) + (answer.found.length ? ` ${t('none', percent(answer.nobody))}` : '');
  $('unanswered').replaceChildren(...answer.unanswered.map((part) => element('li', { textContent: t(`unanswered.${part.why}`, part.instance, part.partitions.join(', ')) })));
  $('found').replaceChildren(...answer.found.map(result));
  $('results').hidden = false;
  $('verdict').focus();
}

function strangers(count) {
  if (count >= 1) return t(inWords ? 'strangersFit' : 'strangers', number.format(count));
  if (count < 1e-6) return t(inWords ? 'noStrangerFits' : 'noStranger');
  return t(inWords ? 'oneFits' : 'oneIn', number.format(Math.round(1 / count)));
}

function result(found) {
  const name = found.name ?? found.identity;
  const best = found.stays[0];
  const link = element('a', { className: `card ${found.band}`, href: `/people/${found.identity}` });
  if (found.picture) link.append(element('img', { src: `/api/v1${found.picture}`, alt: t('picture', name), loading: 'lazy', width: 96, height: 192 }));
  link.append(
    element('span', { className: `band ${found.band}`, textContent: `${t(`band.${found.band}`)} · ${percent(found.probability)}` }),
    element('b', { textContent: name }),
    element('small', { textContent: strangers(found.strangers) }),
    ...(inWords ? [] : [element('small', { textContent: found.by.map((by) => t(`by.${by}`)).join(' + ') })]),
    element('small', { textContent: `${best.camera} · ${time.format(new Date(best.start))}` }),
    element('small', { textContent: found.stays.length > 1 ? t(inWords ? 'staysFit' : 'stays', found.stays.length) : t(inWords ? 'stayFits' : 'stay') }),
  );
  const crops = element('div', { className: 'crops' });
  found.stays.slice(1, 5).filter((stay) => stay.pictures.length).forEach((stay) => crops.append(element('img', { src: `/api/v1${stay.pictures[0]}`, alt: `${stay.camera} ${time.format(new Date(stay.start))}`, loading: 'lazy', height: 60 })));
  return element('li', {}, link, crops);
}

function drawBoxes() {
  const boxes = $('boxes');
  if (!boxes) return;
  boxes.replaceChildren(...people.map((one) => {
    const box = element('button', { type: 'button', className: one.searched ? 'box searched' : 'box', ariaLabel: t('choose', one.number) });
    box.append(element('span', { textContent: one.number }));
    for (const [side, share] of [['left', one.x], ['top', one.y], ['width', one.width], ['height', one.height]]) box.style[side] = `${100 * share}%`;
    box.addEventListener('click', () => choose(one.number));
    return box;
  }));
  $('choose').hidden = people.length < 2;
}

function choose(wanted) {
  person = wanted;
  search();
}

function take(file) {
  if (!file) return;
  $('problem').textContent = '';
  if (file.size > LARGEST) { $('problem').textContent = t('tooLarge'); return; }
  photo = file;
  words.value = '';
  person = null;
  people = [];
  drawBoxes();
  URL.revokeObjectURL($('preview').src);
  $('preview').src = URL.createObjectURL(file);
  $('drop').hidden = true;
  $('chosen').hidden = false;
  clear();
  if (reason.value) search();
  else reason.focus();
}

form.addEventListener('submit', (event) => { event.preventDefault(); search(); });
if ($('drop')) {
  $('photo').addEventListener('change', (event) => take(event.target.files[0]));
  take($('photo').files[0]); // Chosen before the script was here.
  const withoutPhoto = () => { photo = null; person = null; people = []; $('photo').value = ''; $('drop').hidden = false; $('chosen').hidden = true; clear(); };
  $('another').addEventListener('click', () => { withoutPhoto(); $('photo').focus(); });
  // One search is for one of the two: who types puts the photo away.
  words.addEventListener('input', () => { if (photo && words.value.trim()) withoutPhoto(); });
  for (const name of ['dragover', 'drop']) document.addEventListener(name, (event) => event.preventDefault());
  document.addEventListener('dragover', () => $('drop').classList.add('over'));
  document.addEventListener('dragleave', () => $('drop').classList.remove('over'));
  document.addEventListener('drop', (event) => { $('drop').classList.remove('over'); take(event.dataTransfer.files[0]); });
  document.addEventListener('paste', (event) => { if (event.clipboardData.files.length) take(event.clipboardData.files[0]); });
  // The number of a person chooses them, as in the picture.
  document.addEventListener('keydown', (event) => {
    if (event.target.matches('input, select, textarea') || event.ctrlKey || event.metaKey || event.altKey) return;
    const wanted = people.find((one) => String(one.number) === event.key);
    if (wanted && people.length > 1) choose(wanted.number);
  });
}
