// Models: while a change is under way, its part of the page is fetched as the server draws it; at its end the whole page.
import { follow as wire } from './page.js';

const root = document.getElementById('content');
const EVERY_MS = 1500;

async function follow() {
  const page = await fetch(location.pathname, { headers: { Accept: 'text/html' } }).catch(() => null);
  if (!page?.ok || page.redirected) { setTimeout(follow, EVERY_MS); return; }
  const fresh = new DOMParser().parseFromString(await page.text(), 'text/html');
  if (fresh.getElementById('content').dataset.running !== 'true') { location.reload(); return; }
  const part = fresh.getElementById('rollout');
  if (part) {
    const drawn = document.importNode(part, true);
    document.getElementById('rollout')?.replaceWith(drawn);
    wire(drawn);
  }
  setTimeout(follow, EVERY_MS);
}

if (root.dataset.running === 'true') setTimeout(follow, EVERY_MS);
