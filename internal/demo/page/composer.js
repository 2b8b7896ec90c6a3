// What is under a chat: the box to write in, files, and the menu of commands.
import {icon, make, post} from './dom.js';

/** The composer of a chat: {element, focus}. */
export function composer(chat) {
  const box = make('textarea', {rows: 1, placeholder: 'Message', 'aria-label': 'Write to the bot', enterkeyhint: 'send', autocomplete: 'off', 'aria-autocomplete': 'list'});
  const picker = make('input', {type: 'file', hidden: true, tabindex: '-1', 'aria-hidden': 'true'});
  const list = make('ul', {class: 'commands', role: 'listbox', 'aria-label': 'Commands', hidden: true});
  let commands = [];
  let chosen = 0;

  const send = async () => {
    const text = box.value;
    if (text.trim() === '') return;
    close();
    box.value = '';
    grow();
    if (!await chat.say(text)) box.value = text;
  };

  const grow = () => {
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight, 140)}px`;
  };

  const matching = () => commands.filter((c) => ('/' + c.command).startsWith(box.value.trim().toLowerCase()));
  const isOpen = () => !list.hidden;
  const close = () => { list.hidden = true; };

  const choose = (command, complete) => {
    box.value = '/' + command + (complete ? ' ' : '');
    if (complete) {
      close();
      box.focus();
      return;
    }
    send();
  };

  const draw = () => {
    const found = matching();
    chosen = Math.min(chosen, Math.max(found.length - 1, 0));
    list.replaceChildren(...found.map((c, i) => {
      const e = make('li', {role: 'option', 'aria-selected': String(i === chosen)}, make('b', {}, '/' + c.command), ' ', make('span', {}, c.description));
      e.addEventListener('mousedown', (event) => event.preventDefault()); // the box keeps the focus
      e.addEventListener('click', () => choose(c.command, false));
      return e;
    }));
    list.hidden = found.length === 0;
    list.children[chosen]?.scrollIntoView({block: 'nearest'});
  };

  const open = async () => {
    const answer = await fetch(`/commands?chat=${chat.id}`);
    commands = answer.ok ? await answer.json() : [];
    chosen = 0;
    if (/^\/\w*$/.test(box.value)) draw();
  };

  box.addEventListener('input', () => {
    grow();
    if (!/^\/\w*$/.test(box.value)) close();
    else if (box.value === '/' || commands.length === 0) open();
    else draw();
  });
  box.addEventListener('blur', () => setTimeout(() => { if (document.activeElement !== box) close(); }, 150));
  box.addEventListener('keydown', (e) => {
    if (e.isComposing) return;
    const found = isOpen() ? matching() : [];
    const plain = e.key === 'Enter' && !e.shiftKey && !matchMedia('(pointer: coarse)').matches;
    if (found.length > 0 && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) {
      chosen = (chosen + (e.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length;
      draw();
    } else if (found.length > 0 && e.key === 'Tab' && !e.shiftKey) choose(found[chosen].command, true);
    else if (isOpen() && e.key === 'Escape') close();
    else if (plain && found.length > 0) choose(found[chosen].command, false);
    else if (plain) send();
    else return;
    e.preventDefault();
  });

  const upload = (file) => {
    const form = new FormData();
    form.append('chat', chat.id);
    form.append('caption', box.value);
    form.append('file', file);
    box.value = '';
    grow();
    return post('/file', form);
  };
  box.addEventListener('paste', (e) => {
    const file = e.clipboardData?.files?.[0];
    if (!file) return;
    e.preventDefault();
    upload(file);
  });
  picker.addEventListener('change', async () => {
    if (picker.files[0]) await upload(picker.files[0]);
    picker.value = '';
  });

  const menu = make('button', {type: 'button', class: 'icon menu', 'aria-label': 'Commands', title: 'Commands'}, icon('menu'));
  menu.addEventListener('click', () => {
    if (isOpen()) {
      close();
      return;
    }
    box.value = '/';
    box.focus();
    open();
  });
  const element = make('form', {class: 'composer', onsubmit: (e) => { e.preventDefault(); send(); }},
    list, menu, box,
    make('button', {type: 'button', class: 'icon', 'aria-label': 'Send a file', title: 'Send a file', onclick: () => picker.click()}, icon('clip')), picker,
    make('button', {type: 'submit', class: 'icon send', 'aria-label': 'Send', title: 'Send'}, icon('send')));
  return {element, focus: () => box.focus()};
}
