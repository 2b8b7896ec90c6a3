// Small words for the document and the server.

/** An element: make('button', {class: 'x', onclick: f}, 'text', child, …). */
export function make(name, attributes = {}, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false || value === null) continue;
    if (key.startsWith('on')) e.addEventListener(key.slice(2), value);
    else e.setAttribute(key, value === true ? '' : value);
  }
  e.append(...children.filter((c) => c !== null && c !== undefined));
  return e;
}

export const byId = (id) => document.getElementById(id);

const svg = 'http://www.w3.org/2000/svg';
const paths = {
  send: 'M4 12l16-8-5 16-3.5-6.500L4 12z',
  clip: 'M19 11l-7.500 7.500a4.500 4.500 0 01-6.400-6.400L13 4.300a3 3 0 014.200 4.200l-7.700 7.700a1.500 1.500 0 01-2.100-2.100L14.500 7',
  menu: 'M5 7h14M5 12h14M5 17h14',
  forward: 'M13 5l7 7-7 7v-4c-5 0-8 1.500-10 5 .5-5 3-9 10-9.500V5z',
  file: 'M7 3h7l5 5v13H7zM14 3v5h5',
  down: 'M6 9l6 6 6-6',
  close: 'M6 6l12 12M18 6L6 18',
  out: 'M8 16L17 7M10 7h7v7',
  moon: 'M20 14.500A8.500 8.500 0 019.500 4 8.500 8.500 0 1020 14.500z',
};

/** A picture of a sign, for eyes only. */
export function icon(name) {
  const s = document.createElementNS(svg, 'svg');
  s.setAttribute('viewBox', '0 0 24 24');
  s.setAttribute('aria-hidden', 'true');
  const p = document.createElementNS(svg, 'path');
  p.setAttribute('d', paths[name]);
  s.append(p);
  return s;
}

/** Does something on the server. What it refuses is shown; the answer says whether it was done. */
export async function post(path, deed) {
  const body = deed instanceof FormData ? deed : JSON.stringify(deed);
  try {
    const answer = await fetch(path, {method: 'POST', body});
    if (answer.ok) return true;
    complain((await answer.text()).trim());
  } catch {
    complain('The demo does not answer. Is it still running?');
  }
  return false;
}

let hiding;

/** Tells the visitor what went wrong. */
export function complain(text) {
  const e = byId('said');
  e.textContent = text;
  e.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { e.hidden = true; }, 6000);
}
