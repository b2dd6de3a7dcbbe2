// The newest alerts: what comes is fetched as the server draws it and put in front. Keys decide about the focused alert.
import { follow } from './page.js';

const list = document.getElementById('alert-list');
let known = false;

async function fetched() {
  const page = await fetch('/alerts', { headers: { Accept: 'text/html' } });
  if (page.redirected || !page.ok) { location.reload(); return null; }
  return new DOMParser().parseFromString(await page.text(), 'text/html');
}

// The recorder writes an alert a moment after it is raised.
async function refresh(tries) {
  const fresh = await fetched();
  if (!fresh) return;
  const items = [...fresh.querySelectorAll('#alert-list > li')].filter((item) => !document.getElementById(item.id));
  if (!items.length && tries > 0) { setTimeout(() => refresh(tries - 1), 1000); return; }
  for (const item of items.reverse()) {
    const added = document.importNode(item, true);
    added.classList.add('fresh');
    list.prepend(added);
    follow(added);
  }
  if (items.length) document.querySelector('main .empty')?.remove();
}

// The person of some alerts is somebody else by now; what somebody is typing in stays.
async function amend(ids) {
  const shown = ids.map((id) => document.getElementById(`alert-${id}`)).filter((item) => item && !item.contains(document.activeElement));
  const fresh = shown.length ? await fetched() : null;
  for (const item of fresh ? shown : []) {
    const now = fresh.getElementById(item.id);
    if (!now) continue;
    const changed = document.importNode(now, true);
    item.replaceWith(changed);
    follow(changed);
  }
}

function decide(event) {
  if (event.target.matches('input, select, textarea') || event.ctrlKey || event.metaKey || event.altKey) return;
  const item = document.activeElement?.closest?.('.alerts li');
  if (!item) return;
  if (event.key === 'o') item.querySelector('a.who-is')?.click();
  const form = item.querySelector(`form[data-key="${CSS.escape(event.key)}"]`);
  if (form) { event.preventDefault(); form.requestSubmit(); }
}

document.addEventListener('keydown', decide);
if (document.getElementById('content').dataset.live === 'true') {
  const live = new EventSource('/api/v1/alerts/live');
  live.addEventListener('open', () => { known = false; setTimeout(() => { known = true; }, 1000); });
  live.addEventListener('alert', () => { if (known) refresh(5); });
  live.addEventListener('amended', (e) => setTimeout(() => amend(JSON.parse(e.data).alerts), 1000));
}
