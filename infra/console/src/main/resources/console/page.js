// Forms with data-write send their fields as JSON to the API; data-done says what happens then.
const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? '';

// As View.cameraState does on the server.
export function stateOf(camera) {
  if (camera.paused) return 'paused';
  if (camera.state === 'unreachable' && camera.framesSent === 0) return 'never';
  return camera.state;
}

async function base64(file) {
  const url = await new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(',') + 1);
}

// What is undefined is left out of the JSON.
function value(input) {
  switch (input.dataset.type) {
    case 'photos': return Promise.all([...input.files].map(base64));
    case 'time': return input.value ? new Date(input.value).toISOString() : undefined;
    case 'list': return input.value.split(',').map((part) => part.trim()).filter(Boolean);
    case 'number': return Number(input.value);
    case 'flag': return input.checked;
    case 'boolean': return input.value === 'true';
    case 'minutes': return new Date(Date.now() + Number(input.value) * 60000).toISOString();
    default: return input.value;
  }
}

// Fields that are turned off are left out; of boxes to be ticked, each ticked one is in a list.
export async function body(form) {
  const fields = [...form.elements].filter((e) => e.name && !e.disabled);
  const ones = fields.filter((e) => e.type !== 'checkbox' || e.dataset.type === 'flag');
  const made = Object.fromEntries(await Promise.all(ones.map(async (e) => [e.name, await value(e)])));
  for (const box of fields.filter((e) => e.dataset.type === 'each')) {
    made[box.name] ??= [];
    if (box.checked) made[box.name].push(box.value);
  }
  return made;
}

// A text with its values in place of {0}, {1}, …
export const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (_, n) => values[n]);

// A key of its own for each try of a person; a repeat by the network is the same try.
export const headers = () => ({ 'X-CSRF-Token': meta('csrf'), 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID?.() ?? String(Math.random()) });

export function say(form, text, kind = 'problem') {
  let note = form.querySelector('[role=alert]');
  if (!note) {
    note = document.createElement('p');
    note.setAttribute('role', 'alert');
    form.append(note);
  }
  note.className = kind;
  note.textContent = text;
}

function showSecret(form, answer) {
  const box = document.getElementById('secret');
  box.querySelector('output').textContent = answer.link ? new URL(answer.link, location.href).href : answer.text;
  box.hidden = false;
  box.scrollIntoView({ block: 'nearest' });
  form.reset();
}

async function write(form) {
  const method = form.dataset.write;
  const fields = await body(form);
  // A field that the address names in braces goes there instead.
  const to = form.dataset.to.replace(/\{(\w+)\}/g, (_, name) => {
    const part = encodeURIComponent(fields[name]);
    delete fields[name];
    return part;
  });
  const response = await fetch(to, { method, headers: headers(), body: method === 'DELETE' ? undefined : JSON.stringify(fields) });
  const answer = response.status === 204 ? {} : await response.json().catch(() => ({}));
  if (response.status === 401) location.href = '/login';
  if (!response.ok) throw new Error(answer.detail ?? response.statusText);
  if (form.dataset.done === 'secret') showSecret(form, answer);
  else if (form.dataset.done === 'said') say(form, meta('said'), 'done');
  else if (form.dataset.done === 'later') { say(form, meta('later'), 'done'); setTimeout(() => location.reload(), 2000); }
  else if (form.dataset.done?.startsWith('/')) location.href = form.dataset.done;
  else again(form.closest('li[id]')?.id);
}

// The page as it is now, with the same item of a list in focus, so that keys go on from there.
function again(id) {
  if (id) sessionStorage.setItem('focus', id);
  location.reload();
}

function focusAgain() {
  const item = document.getElementById(sessionStorage.getItem('focus') ?? '');
  sessionStorage.removeItem('focus');
  if (!item) return;
  item.tabIndex = -1;
  item.focus();
}

// What needs a script is off until its module is here: sent before that, a form would leave the page with what was typed.
export function follow(root) {
  for (const button of root.querySelectorAll('button[data-script]')) button.disabled = false;
  for (const form of root.querySelectorAll('form[data-write]')) {
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (form.dataset.confirm === 'true' && !confirm(meta('confirm'))) return;
      const button = form.querySelector('button');
      button.disabled = true;
      try {
        await write(form);
      } catch (e) {
        say(form, meta('failed').replace('{0}', e.message));
      } finally {
        button.disabled = false;
      }
    });
  }
}

// Names of people in pictures that are gone would be a broken image.
for (const image of document.querySelectorAll('img')) image.addEventListener('error', () => image.classList.add('gone'));

// j and k go along the list, as in mail programs.
document.addEventListener('keydown', (event) => {
  if (!['j', 'k'].includes(event.key) || event.target.matches('input, select, textarea') || event.ctrlKey || event.metaKey) return;
  const items = [...document.querySelectorAll('.grid a, .alerts li')];
  if (!items.length) return;
  const now = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[Math.max(0, Math.min(items.length - 1, now + (event.key === 'j' ? 1 : -1)))];
  if (!next.matches('a')) next.tabIndex = -1;
  next.focus();
});

// A form without an address of its own has nowhere to go, whatever becomes of the page's other scripts.
document.addEventListener('submit', (event) => { if (!event.target.hasAttribute('action')) event.preventDefault(); });

focusAgain();
document.getElementById('unready')?.remove();
follow(document);
