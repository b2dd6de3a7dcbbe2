// The newest alerts: what comes is fetched as the server draws it and put in front.
import { follow } from './page.js';

const list = document.getElementById('alert-list');
let known = false;

// The recorder writes an alert a moment after it is raised.
async function refresh(tries) {
  const page = await fetch('/alerts', { headers: { Accept: 'text/html' } });
  if (page.redirected || !page.ok) { location.reload(); return; }
  const fresh = new DOMParser().parseFromString(await page.text(), 'text/html');
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

const live = new EventSource('/api/v1/alerts/live');
live.addEventListener('open', () => { known = false; setTimeout(() => { known = true; }, 1000); });
live.addEventListener('alert', () => { if (known) refresh(5); });
