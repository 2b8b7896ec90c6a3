// Texts with what Telegram makes of their parts, as elements. Nothing that people
// or the bot wrote is ever taken for HTML.
import {make} from './dom.js';

const tags = {
  bold: 'b', italic: 'i', underline: 'u', strikethrough: 's', code: 'code', pre: 'pre',
  blockquote: 'blockquote', expandable_blockquote: 'blockquote',
};

const fields = {
  kind: 'what it is', title: 'its title', dates: 'the days', hours: 'the hours', places: 'where', place: 'where', audience: 'for whom',
  agencies: 'for which services', people: 'how many', seats: 'how many', partners: 'with whom', zone: 'whose clock', mode: 'in person or online',
};

/** The nodes of a text. follow(kind, value) is called for a pressed link or command. */
export function nodes(message, follow) {
  const parts = [
    ...(message.parts ?? []).map((p) => ({...p, from: p.offset, to: p.offset + p.length})),
    ...(message.marks ?? []).map((m) => ({...m, type: 'mark'})),
  ].sort((a, b) => a.from - b.from || b.to - a.to);
  return within(message.text, 0, message.text.length, parts, follow);
}

// within are the nodes of text[from:to], of which parts are what is special, the
// outer before the inner.
function within(text, from, to, parts, follow) {
  const list = [];
  let at = from;
  while (parts.length > 0) {
    const part = parts[0];
    const end = Math.min(part.to, to);
    const inner = parts.slice(1).filter((p) => p.from < end);
    parts = parts.slice(1).filter((p) => p.from >= end);
    if (part.from < at || end <= part.from) continue; // crosses one before
    if (part.from > at) list.push(text.slice(at, part.from));
    const e = element(part, text.slice(part.from, end), follow);
    e.append(...within(text, part.from, end, inner, follow));
    list.push(e);
    at = end;
  }
  if (at < to) list.push(text.slice(at, to));
  return list;
}

function element(part, text, follow) {
  switch (part.type) {
    case 'mark':
      return make('mark', {title: 'Understood: ' + (fields[part.field] ?? part.field)});
    case 'spoiler': {
      const e = make('button', {type: 'button', class: 'spoiler', 'aria-label': 'Show what is hidden'});
      e.addEventListener('click', () => e.classList.add('open'));
      return e;
    }
    case 'url':
    case 'text_link':
      return link(part.url || text, follow);
    case 'email':
      return make('a', {href: 'mailto:' + text});
    case 'bot_command': {
      const e = make('button', {type: 'button', class: 'command'});
      e.addEventListener('click', () => follow('say', text));
      return e;
    }
  }
  return make(tags[part.type] ?? 'span', {class: part.type});
}

/** A link: to the bot it is opened here, anywhere else in a window of its own. */
export function link(address, follow, attributes = {}) {
  const href = /^[a-z][a-z+.-]*:/i.test(address) ? address : 'https://' + address;
  if (!/^(https?|mailto|tg):/i.test(href)) return make('span', attributes);
  const e = make('a', {...attributes, href, target: '_blank', rel: 'noopener noreferrer'});
  if (leadsToBot(href)) {
    e.addEventListener('click', (event) => {
      event.preventDefault();
      follow('open', href);
    });
  }
  return e;
}

const leadsToBot = (href) => /^https?:\/\/t\.me\/\w+\?start=/i.test(href) || /^tg:\/\/resolve\?domain=/i.test(href);
