// From page to page, before the page's own keys: g, then the letter of the page; ? shows the letters.
const nav = document.querySelector('nav');
let going = false;

window.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, select, textarea')) return;
  if (event.key === '?') nav.classList.toggle('letters');
  const link = going && nav.querySelector(`a[data-key="${CSS.escape(event.key)}"]`);
  going = event.key === 'g';
  if (!link) return;
  event.preventDefault();
  event.stopPropagation();
  link.click();
}, true);
