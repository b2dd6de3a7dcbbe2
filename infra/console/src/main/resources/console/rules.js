// Change fills the form; the preview says what the rule in the form would have raised lately.
import { body, fill, headers, say } from './page.js';

const form = document.getElementById('rule');
const box = document.getElementById('preview');

function toForm(data) {
  form.elements.rule.value = data.rule;
  form.elements.when.value = data.when;
  form.elements.cameras.value = data.cameras;
  form.elements.cooldownSeconds.value = data.cooldown;
  if (data.atLeast) form.elements.atLeastSeconds.value = data.atLeast;
  onlyForDwell();
  form.scrollIntoView({ block: 'nearest' });
  form.elements.when.focus();
}

function onlyForDwell() {
  const field = form.elements.atLeastSeconds;
  field.disabled = form.elements.when.value !== 'dwell';
  field.closest('label').hidden = field.disabled;
}

function line(alert) {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = `/people/${alert.identity}`;
  link.textContent = `${new Date(alert.time).toLocaleString(document.documentElement.lang)} · ${alert.camera} · ${alert.identity}`;
  item.append(link);
  return item;
}

function show(reply) {
  const text = box.dataset;
  const time = (at) => new Date(at).toLocaleString(document.documentElement.lang);
  const said = !reply.until ? text.never : reply.alerts.length ? text.some : text.none;
  box.querySelector('p').textContent = fill(said, reply.alerts.length, reply.looked, time(reply.since), time(reply.until))
    + (reply.whole ? '' : ` ${text.more}`);
  box.querySelector('ol').replaceChildren(...reply.alerts.slice(0, 100).map(line));
  box.hidden = false;
  box.scrollIntoView({ block: 'nearest' });
}

async function preview() {
  const { rule, ...draft } = await body(form);
  const response = await fetch('/api/v1/rules/preview', { method: 'POST', headers: headers(), body: JSON.stringify(draft) });
  const reply = await response.json();
  if (!response.ok) throw new Error(reply.detail ?? response.statusText);
  show(reply);
}

if (form) {
  for (const button of document.querySelectorAll('button[data-rule]')) button.addEventListener('click', () => toForm(button.dataset));
  form.elements.when.addEventListener('change', onlyForDwell);
  document.getElementById('try').addEventListener('click', () => preview().catch((e) => say(form, e.message)));
  onlyForDwell();
}
