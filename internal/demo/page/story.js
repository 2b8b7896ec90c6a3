// The clock, the steps of the story, what is lit, and the count of the plug.
import {byId, make, post} from './dom.js';

let ahead = 0; // of the turned clock before this machine's, in ms
let last = null; // the packet that is shown

const at = (offset) => new Date(Date.now() + ahead + offset * 60000);
const two = (n) => String(n).padStart(2, '0');
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** Puts the time of each chat's place into its window, and the programme's above. */
export function tick(chats) {
  if (!last?.chats) return;
  for (const about of last.chats) {
    const t = at(about.offset);
    const time = `${two(t.getUTCHours())}:${two(t.getUTCMinutes())}`;
    const chat = chats.get(about.id);
    if (chat && chat.clock.textContent !== time) chat.clock.textContent = time;
    if (about !== last.chats[0]) continue;
    byId('time').textContent = time;
    const [day, month] = [days[t.getUTCDay()], months[t.getUTCMonth()]];
    byId('day').firstElementChild.textContent = `${day} ${t.getUTCDate()} ${month} · ${about.place}`;
    byId('day').lastElementChild.textContent = `${day.slice(0, 3)} ${t.getUTCDate()} ${month.slice(0, 3)}`;
  }
}

/** Shows what a packet says of the whole page. */
export function show(packet, chats) {
  last = packet;
  if (packet.now) ahead = packet.now - Date.now();
  tick(chats);
  const busy = packet.doing !== '';
  for (const b of document.querySelectorAll('[data-turn], #plug, #reset')) b.disabled = busy;
  document.body.dataset.doing = packet.doing;
  steps(packet);
  count(packet.plug, packet.doing);
}

const story = 5; // the first steps are the story, the others can be tried besides

function steps(packet) {
  const list = packet.steps ?? [];
  const now = packet.hint?.step ?? -1;
  const items = list.map((s, i) => make('li', {class: `${s.done ? 'done' : ''} ${i === now ? 'now' : ''} ${i >= story ? 'extra' : ''}`, 'aria-current': i === now ? 'step' : undefined},
    make('span', {class: 'dot', 'aria-hidden': 'true'}, s.done ? '✓' : i < story ? String(i + 1) : '+'),
    make('span', {class: 'name'}, make('b', {}, s.name), make('small', {}, s.says), s.done ? make('span', {class: 'unseen'}, ' (done)') : null)));
  byId('steps').replaceChildren(...items);
  const hint = byId('hint');
  let text = packet.hint ? packet.hint.says : '';
  if (packet.doing === 'turning') text = 'The clock turns…';
  else if (packet.doing === 'pulling') text = 'The plug is being pulled…';
  else if (!packet.hint && list.length > 0) text = 'That is the story. Everything stays yours to try.';
  if (hint.textContent !== text) hint.textContent = text;
}

const phases = {
  joining: (p) => `500 more people open a link and press “I'll come”: ${p.joined} so far.`,
  sending: () => 'The bot runs as a process of its own now, and sends 500 reminders.',
  killed: (p) => `Killed after ${p.before} of 500 (SIGKILL). Starting it again…`,
  again: (p) => `Killed after ${p.before}, started again: it goes on where it was.`,
  done: (p) => `Killed after ${p.before} of 500, started again.${p.lost === 0 ? ' Nobody missed it.' : ''}`,
};
let hidden = false;

function count(p, doing) {
  if (doing === 'pulling' && p.phase === 'joining') hidden = false;
  const box = byId('count');
  box.hidden = hidden || !(p.phase || p.trouble);
  if (box.hidden) return;
  box.dataset.phase = p.phase ?? 'trouble';
  byId('phase').textContent = p.trouble ? `That went wrong: ${p.trouble}` : phases[p.phase](p);
  const share = (n) => `${(100 * n) / (p.total || 1)}%`;
  byId('done').style.width = share(p.phase === 'joining' ? p.joined : p.arrived);
  byId('cut').style.left = share(p.before);
  byId('cut').hidden = !p.before;
  byId('arrived').textContent = p.arrived;
  byId('lost').textContent = p.phase === 'done' ? p.lost : '–';
  byId('repeated').textContent = p.repeated;
  byId('marked').textContent = p.repeated === 0 ? 'repeated' : `repeated, ${p.marked === p.repeated ? 'all' : p.marked} marked`;
  byId('marked').title = 'A repeat begins with “You may have had this message already.”';
}

/** Makes the buttons of clock, plug and count work. */
export function wire() {
  for (const b of document.querySelectorAll('[data-turn]')) b.addEventListener('click', () => post('/turn', {turn: b.dataset.turn}));
  byId('plug').addEventListener('click', () => post('/plug', {}));
  byId('reset').addEventListener('click', () => post('/reset', {}));
  byId('hide').addEventListener('click', () => { hidden = true; byId('count').hidden = true; });
  byId('more').addEventListener('click', () => {
    const open = document.querySelector('.story').classList.toggle('open');
    byId('more').setAttribute('aria-expanded', String(open));
  });
}
