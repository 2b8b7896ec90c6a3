// The page: windows on a desk, one at a time on a telephone, kept up by the server's
// events.
import {byId, icon, make, post} from './dom.js';
import {Chat} from './chat.js';
import {show, tick, wire} from './story.js';

const chats = new Map(); // by id
let shown = null; // the chat that a telephone shows
let lit = null; // the hint that is lit
let names = [];

const small = matchMedia('(max-width: 899px)');

const page = {
  isShown: (chat) => !small.matches || shown === chat.id,
  changed: () => tabs(),
  forward,
};

function listen() {
  const events = new EventSource('/events');
  events.onmessage = (event) => take(JSON.parse(event.data));
  events.onopen = () => document.body.classList.remove('away');
  events.onerror = () => document.body.classList.add('away');
}

function take(packet) {
  for (const about of packet.chats ?? []) {
    let chat = chats.get(about.id);
    if (!chat) {
      chat = new Chat(about, page);
      chats.set(about.id, chat);
      byId('desk').append(chat.element);
      shown ??= about.id;
    }
    chat.about(about);
  }
  names = packet.chats ?? names;
  if (packet.whole) for (const chat of chats.values()) chat.clear();
  for (const entry of packet.entries) chats.get(entry.chat)?.take(entry, !packet.whole);
  if (packet.whole) requestAnimationFrame(() => { for (const chat of chats.values()) chat.bottom(false); });
  for (const about of packet.chats ?? []) chats.get(about.id).about(about);
  show(packet, chats);
  light(packet.hint);
  wait(packet);
  tabs();
}

function wait(packet) {
  const text = packet.trouble ? `The demo cannot go on: ${packet.trouble}` :
    packet.chats ? '' : 'Setting the stage: a Postgres, a bot, and the people who talk to it…';
  byId('wait').hidden = text === '';
  byId('wait').firstElementChild.textContent = text;
}

// light lights the one thing to press next, and nothing else.
function light(hint) {
  const target = hint && find(hint);
  for (const e of document.querySelectorAll('.lit')) if (e !== target) e.classList.remove('lit');
  for (const chat of chats.values()) {
    const says = hint?.kind === 'say' && hint.chat === chat.id || hint?.kind === 'pass' && hint.chat === chat.id;
    if (!says) chat.suggest.hidden = true;
  }
  if (!target) {
    lit = hint;
    return;
  }
  target.classList.add('lit');
  const key = JSON.stringify([hint.kind, hint.chat, hint.message, hint.label, hint.text]);
  if (lit?.key !== key) {
    lit = {...hint, key};
    const chat = chats.get(hint.chat);
    if (chat) setTimeout(() => reveal(chat, target), 450);
  }
}

// reveal brings what is lit into sight, unless it is there already.
function reveal(chat, target) {
  if (!target.isConnected || !chat.log.contains(target)) return;
  const box = chat.log.getBoundingClientRect();
  const b = target.getBoundingClientRect();
  if (b.top >= box.top && b.bottom <= box.bottom) return;
  chat.stays = false;
  target.scrollIntoView({block: 'center', behavior: 'smooth'});
}

function find(hint) {
  const chat = chats.get(hint.chat);
  switch (hint.kind) {
    case 'press':
    case 'open': {
      const e = chat?.messages.get(hint.message)?.element;
      return [...(e?.querySelectorAll('.key') ?? [])].find((k) => k.dataset.label === hint.label);
    }
    case 'say':
      return offer(chat, hint.text.length > 60 ? 'Paste the announcement' : hint.text, () => chat.say(hint.text));
    case 'pass': {
      const to = names.filter((n) => n.name === 'Officer' || n.name === 'Expert');
      return offer(chat, `Forward to ${to.map((n) => n.name).join(' and ')}`, () => post('/pass', {chat: chat.id, message: hint.message, to: to.map((n) => n.id)}));
    }
    case 'clock':
      return document.querySelector('[data-turn=reminder]');
    case 'plug':
      return byId('plug');
    case 'own':
      return byId('own');
  }
  return null;
}

function offer(chat, label, act) {
  chat.suggest.textContent = label;
  chat.suggest.hidden = false;
  chat.suggest.onclick = act;
  return chat.suggest;
}

// tabs are how a telephone goes from chat to chat.
function tabs() {
  const nav = byId('tabs');
  for (const about of names) {
    const chat = chats.get(about.id);
    chat.element.classList.toggle('shown', shown === about.id);
    let tab = nav.querySelector(`[data-chat="${about.id}"]`);
    if (!tab) {
      tab = make('button', {type: 'button', 'data-chat': about.id, onclick: () => choose(about.id)},
        make('span', {class: 'face', 'data-who': about.name.toLowerCase(), 'aria-hidden': 'true'}, about.name[0]), make('span', {}, about.name), make('span', {class: 'badge', hidden: true}));
      nav.append(tab);
    }
    tab.setAttribute('aria-current', String(shown === about.id));
    tab.classList.toggle('beckons', lit?.chat === about.id && shown !== about.id);
    const badge = tab.querySelector('.badge');
    badge.hidden = chat.unread === 0;
    badge.textContent = chat.unread;
  }
}

function choose(id) {
  shown = id;
  tabs();
  const chat = chats.get(id);
  if (chat.unread > 0) chat.bottom(false);
  chat.unread = 0;
  chat.show();
  const target = chat.element.querySelector('.log .lit');
  if (target) setTimeout(() => reveal(chat, target), 150); // once the window has its size
}

// forward asks to whom a message goes.
async function forward(chat, message) {
  const dialog = byId('forward');
  const others = names.filter((n) => n.id !== chat.id);
  const label = (value, text) => make('label', {}, make('input', {type: 'checkbox', value}), ' ' + text);
  byId('whom').replaceChildren(...others.map((n) => label(n.id, n.name)), label('bot', 'the bot, in this chat'));
  dialog.returnValue = '';
  dialog.showModal();
  await new Promise((done) => dialog.addEventListener('close', done, {once: true}));
  if (dialog.returnValue !== 'forward') return;
  const to = [...dialog.querySelectorAll('input:checked')].map((i) => i.value);
  const people = to.filter((v) => v !== 'bot').map(Number);
  if (people.length > 0) await post('/pass', {chat: chat.id, message: message.id, to: people});
  if (to.includes('bot')) await chat.say(message.text, {forward: message.from || message.forward || 'A colleague'});
}

async function own() {
  const dialog = byId('paste');
  dialog.returnValue = '';
  dialog.showModal();
  byId('own-text').focus();
  await new Promise((done) => dialog.addEventListener('close', done, {once: true}));
  const text = byId('own-text').value;
  if (dialog.returnValue !== 'send' || text.trim() === '') return;
  const first = names[0].id;
  if (await chats.get(first).say(text, {own: true})) {
    byId('own-text').value = '';
    choose(first);
  }
}

// theme is the visitor's choice, or the machine's.
function theme() {
  const root = document.documentElement;
  const remembered = localStorage.getItem('theme');
  if (remembered) root.dataset.theme = remembered;
  byId('theme').append(icon('moon'));
  byId('theme').addEventListener('click', () => {
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    localStorage.setItem('theme', root.dataset.theme);
  });
}

byId('own').addEventListener('click', own);
byId('more').append(icon('down'));
byId('hide').append(icon('close'));
document.addEventListener('keydown', (e) => {
  const n = e.altKey && !e.ctrlKey && /^Digit[1-5]$/.test(e.code) ? Number(e.code.slice(5)) : 0;
  const about = names[n - 1];
  if (!about) return;
  e.preventDefault();
  choose(about.id);
  chats.get(about.id).composer.focus();
});
wire();
theme();
setInterval(() => tick(chats), 1000);
listen();
