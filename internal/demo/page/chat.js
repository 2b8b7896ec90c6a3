// A chat window: what stands in it and what its person does.
import {icon, make, post} from './dom.js';
import {link, nodes} from './text.js';
import {composer} from './composer.js';

const near = 80; // px from the bottom that count as being there

/** The window of one person's chat. page has forward(chat, message), changed() and isShown(chat). */
export class Chat {
  constructor(about, page) {
    this.id = about.id;
    this.page = page;
    this.messages = new Map();
    this.unread = 0;
    this.stays = true; // at the newest message
    this.top = 0; // where it was scrolled to
    this.clock = make('span', {class: 'at'});
    this.badge = make('span', {class: 'badge', hidden: true});
    this.log = make('div', {class: 'log', role: 'log', tabindex: '0', 'aria-label': `${about.name}'s chat with the bot`});
    this.toasts = make('div', {class: 'toasts', role: 'status'});
    this.below = make('button', {type: 'button', class: 'below', hidden: true, 'aria-label': 'To the newest message', onclick: () => this.bottom(true)}, icon('down'), make('span'));
    this.composer = composer(this);
    this.start = make('button', {type: 'button', class: 'start', onclick: () => post('/open', {chat: this.id})}, 'Start');
    this.suggest = make('button', {type: 'button', class: 'suggest', hidden: true});
    this.element = make('section', {class: 'window', id: `chat-${about.id}`, 'aria-label': `${about.name}'s telephone`, 'data-who': about.name.toLowerCase()},
      make('header', {class: 'phone'},
        make('h2', {}, about.name), this.badge,
        make('p', {}, `${about.place} `, this.clock, ` · ${about.language}`)),
      make('p', {class: 'who'}, `${about.is} `, make('span', {}, make('b', {}, 'Try: '), about.try)),
      make('div', {class: 'with'},
        make('img', {src: 'icon.svg', alt: '', width: 32, height: 32}),
        make('div', {}, make('b', {}, 'Jarchy'), make('small', {}, 'bot'))),
      make('div', {class: 'stage'}, this.log, this.toasts, this.below),
      this.suggest, this.start, this.composer.element);
    this.log.addEventListener('scroll', () => this.scrolled(), {passive: true});
    new ResizeObserver(() => { if (this.stays) this.bottom(false); }).observe(this.log);
    this.about(about);
  }

  about(about) {
    this.started = about.started && !about.blocked;
    this.start.hidden = this.started;
    this.start.textContent = about.blocked ? 'Unblock and start' : 'Start';
    this.composer.element.hidden = !this.started;
    this.element.classList.toggle('empty', this.messages.size === 0);
  }

  clear() {
    this.messages.clear();
    this.log.replaceChildren();
    this.toasts.replaceChildren();
    this.unread = 0;
    this.show();
  }

  /** Takes in what happened; live says that it happened just now. */
  take(entry, live) {
    switch (entry.kind) {
      case 'message':
      case 'passed':
        this.put(entry.msg, live);
        break;
      case 'edit':
        this.put(entry.msg, live, true);
        break;
      case 'delete':
        this.messages.get(entry.msg.id)?.element.remove();
        this.messages.delete(entry.msg.id);
        break;
      case 'toast':
        if (live) this.toast(entry);
        break;
    }
  }

  put(message, live, edited = false) {
    const old = this.messages.get(message.id);
    const element = this.bubble(message);
    this.messages.set(message.id, {message, element});
    if (old) {
      old.element.replaceWith(element);
      if (live && edited) flash(element);
    } else {
      this.insert(message, element);
      if (live && message.mine) this.stays = true;
      if (live && !message.mine) this.arrived();
      if (live) element.classList.add('new');
    }
    this.element.classList.remove('empty');
    if (this.stays) this.bottom(live && !old);
  }

  // insert puts a new bubble in its place, under its day: ids grow, what was passed
  // on follows the message that was the newest then.
  insert(message, element) {
    const order = (m) => (m.id < 0 ? m.after + 0.5 : m.id);
    const all = [...this.log.querySelectorAll('.message')];
    const of = (e) => this.messages.get(Number(e.dataset.id)).message;
    const previous = all.findLast((e) => order(of(e)) <= order(message));
    const next = previous ? all[all.indexOf(previous) + 1] : all[0];
    if (previous && of(previous).day === message.day) previous.after(element);
    else if (next && of(next).day === message.day) next.before(element);
    else {
      const group = make('section', {class: 'on'}, make('p', {class: 'day'}, make('span', {}, message.day)), element);
      if (previous) previous.parentElement.after(group);
      else this.log.prepend(group);
    }
  }

  bubble(m) {
    const follow = (kind, value) => (kind === 'say' ? this.say(value) : post('/open', {chat: this.id, link: value}));
    const bubble = make('div', {class: 'bubble'});
    if (m.from) bubble.append(make('p', {class: 'from'}, `${m.from} forwarded you`));
    if (m.forward) bubble.append(make('p', {class: 'from'}, `Forwarded from ${m.forward}`));
    const answered = m.replyTo && this.messages.get(m.replyTo)?.message;
    if (answered) bubble.append(make('p', {class: 'quote'}, answered.text.slice(0, 80)));
    if (m.photo) bubble.append(make('a', {class: 'photo', href: `/file?id=${m.photo.id}`, target: '_blank'}, make('img', {src: `/file?id=${m.photo.id}`, alt: m.text || 'A picture'})));
    if (m.file) bubble.append(file(m.file));
    const start = m.mine && /^\/start \S+$/.test(m.text); // apps do not show what a link carried
    if (m.text) bubble.append(make('div', {class: 'text'}, ...nodes(start ? {text: '/start', parts: [{type: 'bot_command', offset: 0, length: 6}]} : m, follow)));
    if (m.what) bubble.append(make('p', {class: 'what'}, `[${m.what}]`));
    if (m.marks?.length) bubble.append(make('p', {class: 'legend'}, make('mark', {}, 'marked'), ' what the bot understood'));
    bubble.append(make('span', {class: 'meta'}, m.pinned ? '📌 ' : '', m.silent ? '🔕 ' : '', m.edited && !m.mine ? 'edited ' : '', m.time));
    const pass = make('button', {type: 'button', class: 'pass', 'aria-label': 'Forward this message', title: 'Forward', onclick: () => this.page.forward(this, m)}, icon('forward'));
    const element = make('article', {class: `message ${m.mine ? 'mine' : 'theirs'}${m.id < 0 ? ' passed' : ''}`, 'data-id': m.id}, make('div', {class: 'line'}, bubble, pass));
    if (m.rows?.length) element.append(this.keyboard(m, follow));
    if (m.keys?.length) element.append(make('div', {class: 'keys'}, ...m.keys.flat().map((label) => make('button', {type: 'button', onclick: () => this.say(label)}, label))));
    return element;
  }

  keyboard(m, follow) {
    const rows = m.rows.map((row) => row.filter((b) => m.id > 0 || b.URL)).filter((row) => row.length > 0);
    return make('div', {class: 'keyboard'}, ...rows.map((row) => make('div', {class: 'row'}, ...row.map((b) => {
      const style = `key ${b.Style ?? ''}`;
      if (b.URL) {
        const e = link(b.URL, follow, {class: style, 'data-label': b.Text});
        e.append(b.Text, icon('out'));
        return e;
      }
      const e = make('button', {type: 'button', class: style, 'data-label': b.Text}, b.Text);
      e.addEventListener('click', () => this.press(e, m.id, b.Text));
      return e;
    }))));
  }

  async press(key, message, label) {
    if (key.ariaBusy === 'true') return;
    key.ariaBusy = 'true';
    await post('/press', {chat: this.id, message, label});
    key.ariaBusy = 'false';
  }

  say(text, more = {}) {
    return post('/say', {chat: this.id, text, ...more});
  }

  toast(entry) {
    if (entry.alert) {
      const close = () => box.remove();
      const ok = make('button', {type: 'button', class: 'primary', onclick: close}, 'OK');
      const box = make('div', {class: 'alert', role: 'alertdialog', 'aria-label': 'The bot says'}, make('div', {}, make('p', {}, entry.text), ok));
      box.addEventListener('keydown', (e) => { if (e.key === 'Escape') close(); });
      this.element.append(box);
      ok.focus();
      return;
    }
    const e = make('p', {}, entry.text);
    this.toasts.append(e);
    setTimeout(() => e.remove(), 3500);
  }

  atBottom() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < near;
  }

  bottom(smoothly) {
    this.stays = true;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.log.scrollTo({top: this.log.scrollHeight, behavior: smoothly && !calm ? 'smooth' : 'instant'});
  }

  arrived() {
    this.element.classList.remove('rings');
    void this.element.offsetWidth; // lets the same animation begin anew
    this.element.classList.add('rings');
    if (this.stays && this.page.isShown(this)) return;
    this.unread++;
    this.show();
  }

  scrolled() {
    // The day floats above its messages while they move.
    this.log.classList.add('scrolling');
    clearTimeout(this.moving);
    this.moving = setTimeout(() => this.log.classList.remove('scrolling'), 900);
    // It stays at the newest message until somebody scrolls up.
    if (this.atBottom()) this.stays = true;
    else if (this.log.scrollTop < this.top) this.stays = false;
    this.top = this.log.scrollTop;
    if (this.unread > 0 && this.page.isShown(this) && this.atBottom()) {
      this.unread = 0;
      this.show();
    } else {
      this.below.hidden = this.atBottom();
    }
  }

  show() {
    this.badge.hidden = this.unread === 0;
    this.badge.textContent = this.unread;
    this.badge.setAttribute('aria-label', `${this.unread} unread`);
    this.below.hidden = this.atBottom();
    this.below.lastElementChild.textContent = this.unread || '';
    this.page.changed();
  }
}

function flash(element) {
  element.classList.add('changed');
  setTimeout(() => element.classList.remove('changed'), 1500);
}

function file(f) {
  const size = f.size < 1024 ? `${f.size} B` : f.size < 1 << 20 ? `${Math.round(f.size / 1024)} KB` : `${(f.size / (1 << 20)).toFixed(1)} MB`;
  return make('a', {class: 'file', href: `/file?keep=1&id=${f.id}`, download: f.name}, icon('file'), make('span', {}, make('b', {}, f.name), make('small', {}, size)));
}
