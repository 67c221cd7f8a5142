'use strict';

// The document that explanation_json made; see sim/explain/explanation_json.h. What comes from it
// is only ever put into the page as text.
const run = JSON.parse(document.getElementById('data').textContent);
const ROW = 22;        // height of a step, in pixels
const LEFT = 74;       // width of the column of numbers
const BAR = 9;         // from one bar of a lane to the next
const NEAR = 60;       // steps that are drawn beyond those that can be seen

const byId = (id) => document.getElementById(id);

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

// Lanes: one for each thread but the world, wide enough to read.
const lanes = run.threads.map((thread, index) => index).slice(1);
const marks = new Map();  // step -> [class, text]
let laneWidth = 0;
let current = -1;

function markSteps() {
  if (run.finding !== null) marks.set(run.finding, ['broken', 'broken rule']);
  (run.pair || []).forEach((step, index) => {
    if (step.step !== null) marks.set(step.step, index === 0 ? ['one', 'pair 1'] : ['two', 'pair 2']);
  });
}

// Each span gets a place among those of its lane that last at the same time.
function placeSpans() {
  const taken = run.threads.map(() => []);
  for (const span of run.spans) {
    const places = taken[span.thread];
    let place = 0;
    while (places[place] !== undefined && places[place] > span.begin) ++place;
    places[place] = span.end;
    span.place = place;
  }
  return taken.map((places) => places.length);
}
const barCounts = placeSpans();

const laneLeft = (thread) => LEFT + (thread - 1) * laneWidth;
const textLeft = (thread) => laneLeft(thread) + 10 + Math.max(1, barCounts[thread]) * BAR;

function layOut() {
  const room = byId('lanes').clientWidth - LEFT;
  laneWidth = Math.max(170, Math.min(420, Math.floor(room / Math.max(1, lanes.length))));
  const width = LEFT + laneWidth * lanes.length;
  const heads = byId('heads');
  heads.replaceChildren();
  const corner = make('span', '', 'step');
  corner.style.width = LEFT + 'px';
  heads.append(corner);
  for (const thread of lanes) {
    const head = make('span', '', run.threads[thread].name);
    head.title = run.threads[thread].path;
    head.style.width = laneWidth + 'px';
    heads.append(head);
  }
  const rows = byId('rows');
  rows.style.height = run.steps.length * ROW + 'px';
  rows.style.width = 'max(100%, ' + width + 'px)';
  draw();
}

// A thread's words without its name, which the head of its lane says.
function ownWords(step) {
  const name = run.threads[step.thread].name + ' ';
  return step.thread !== 0 && step.words.startsWith(name) ? step.words.slice(name.length) : step.words;
}

function drawRow(index) {
  const step = run.steps[index];
  const row = make('div', 'row');
  row.dataset.index = index;
  row.style.top = index * ROW + 'px';
  row.append(make('span', 'number', step.step));
  const words = make('span', 'words', ownWords(step));
  words.title = step.words;
  if (step.thread === 0) row.classList.add('world');
  words.style.left = (step.thread === 0 ? LEFT + 10 : textLeft(step.thread)) + 'px';
  const mark = marks.get(index);
  if (mark) {
    row.classList.add('marked', mark[0]);
    const tag = make('span', 'tag ' + mark[0], mark[1]);
    tag.style.left = words.style.left;
    row.append(tag);
    words.style.left = parseInt(words.style.left, 10) + 8 + mark[1].length * 7 + 'px';
  }
  const end = step.thread === 0 ? laneLeft(lanes.length + 1) : laneLeft(step.thread + 1);
  words.style.width = Math.max(20, end - parseInt(words.style.left, 10) - 6) + 'px';
  row.append(words);
  if (index === current) row.setAttribute('aria-current', 'step');
  return row;
}

function drawBar(className, left, begin, end, title) {
  const bar = make('div', className);
  bar.style.left = left + 'px';
  bar.style.top = begin * ROW + ROW / 2 + 'px';
  bar.style.height = Math.max(6, (end - begin) * ROW - 2) + 'px';
  bar.title = title;
  return bar;
}

function draw() {
  const view = byId('lanes');
  const first = Math.max(0, Math.floor(view.scrollTop / ROW) - NEAR);
  const last = Math.min(run.steps.length, first + Math.ceil(view.clientHeight / ROW) + 2 * NEAR);
  const parts = [];
  for (const thread of lanes) {
    parts.push(drawBar('life', laneLeft(thread) + 2, Math.max(first, 0), last, ''));
  }
  for (const span of run.spans) {
    if (span.end < first || span.begin > last) continue;
    const left = laneLeft(span.thread) + 5 + span.place * BAR;
    parts.push(drawBar('span ' + span.kind, left, Math.max(span.begin, first - 1),
                       Math.min(span.end, last + 1), span.kind + ': ' + span.object));
  }
  for (let index = first; index < last; ++index) parts.push(drawRow(index));
  byId('rows').replaceChildren(...parts);
}

// The panes beside the lanes.

function stackOf(frames) {
  const list = make('ol', 'stack');
  const own = frames.filter((frame) => frame.program);
  for (const frame of own.length > 0 ? own : frames) list.append(frameOf(frame));
  if (own.length === 0 || own.length === frames.length) return list;
  const all = make('details');
  all.append(make('summary', '', 'all ' + frames.length + ' frames'));
  const every = make('ol', 'stack');
  for (const frame of frames) {
    const item = frameOf(frame);
    if (!frame.program) item.classList.add('other');
    every.append(item);
  }
  all.append(every);
  const both = make('div');
  both.append(list, all);
  return both;
}

function frameOf(frame) {
  const item = make('li', '', frame.function || frame.module);
  if (frame.file) item.append(make('span', 'place', ' ' + frame.file + ':' + frame.line));
  return item;
}

function jumpTo(index, text) {
  const link = make('a', 'jump', text);
  link.addEventListener('click', () => go(index));
  return link;
}

function fillPair() {
  byId('pair').hidden = run.rule === '';
  if (!run.pair) {
    byId('pair-words').textContent = 'No exchange of two adjacent steps makes this run pass (' +
        run.exchanges_tried + ' tried).';
    return;
  }
  byId('pair-words').textContent = 'The run passes when these two come in the other order.';
  run.pair.forEach((step, index) => {
    const line = make('p', 'step-words');
    line.append(make('span', index === 0 ? 'tag one' : 'tag two', index === 0 ? '1' : '2'));
    if (step.step === null) {
      line.append('not reached: ' + step.words);
    } else {
      line.append(jumpTo(step.step, 'step ' + run.steps[step.step].step), ': ' + step.words);
    }
    byId('pair-steps').append(line, stackOf(step.stack));
  });
}

function fillWaiting() {
  byId('waiting').hidden = run.waiting.length === 0;
  for (const thread of run.waiting) {
    byId('waiting-threads').append(make('p', 'step-words', thread.words));
    if (thread.holds.length > 0) {
      byId('waiting-threads').append(make('p', '', 'holds ' + thread.holds.join(', ')));
    }
    const where = make('details');
    where.append(make('summary', '', 'where'), stackOf(thread.stack));
    byId('waiting-threads').append(where);
  }
}

const KINDS = {
  held: 'holds ', queued: 'waits for ', waiting: 'waits for ', polling: 'is in ',
  joining: 'joins ', api: 'calls the API for ', callback: 'calls back for ',
};

function showState() {
  const step = run.steps[current];
  byId('now-words').textContent = 'Step ' + step.step + ': ' + step.words;
  const states = run.threads.map(() => []);
  for (const span of run.spans) {
    if (span.begin <= current && current < span.end) {
      states[span.thread].push(KINDS[span.kind] + span.object);
    }
  }
  const list = byId('now-threads');
  list.replaceChildren();
  for (const thread of lanes) {
    if (states[thread].length === 0 && thread !== step.thread) continue;
    const name = make('dt', thread === step.thread ? 'acts' : '', run.threads[thread].name);
    list.append(name, make('dd', '', states[thread].join(', ') || '-'));
  }
}

// The last decision before the current step is the current one; those around it are listed.
function showDecisions() {
  const decisions = run.decisions;
  let low = 0;
  let high = decisions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (decisions[middle].step <= current) low = middle + 1; else high = middle;
  }
  const now = low - 1;
  const list = byId('decisions');
  list.replaceChildren();
  const first = Math.max(0, now - 100);
  for (let index = first; index < Math.min(decisions.length, now + 100); ++index) {
    const item = make('li', index < now ? 'past' : '');
    item.append(make('span', '', String(index + 1)), make('span', '', decisions[index].words));
    item.addEventListener('click', () => go(decisions[index].step));
    if (index === now) item.setAttribute('aria-current', 'true');
    list.append(item);
  }
  const here = list.querySelector('[aria-current]');
  list.scrollTop = here ? here.offsetTop - list.offsetTop - list.clientHeight / 2 : 0;
}

function intoView() {
  const view = byId('lanes');
  const head = byId('heads').offsetHeight;
  const top = current * ROW;
  if (top < view.scrollTop + 2 * ROW) {
    view.scrollTop = top - view.clientHeight / 3;
  } else if (top + head + 3 * ROW > view.scrollTop + view.clientHeight) {
    view.scrollTop = top + head - view.clientHeight * 2 / 3;
  }
  const thread = run.steps[current].thread;
  if (thread === 0) return;
  if (laneLeft(thread) < view.scrollLeft + LEFT) view.scrollLeft = laneLeft(thread) - LEFT;
  if (laneLeft(thread + 1) > view.scrollLeft + view.clientWidth) {
    view.scrollLeft = laneLeft(thread + 1) - view.clientWidth;
  }
}

function go(index) {
  if (run.steps.length === 0) return;
  current = Math.max(0, Math.min(run.steps.length - 1, index));
  document.body.dataset.step = run.steps[current].step;
  byId('position').textContent = 'step ' + run.steps[current].step + ' (' + (current + 1) + ' of ' +
      run.steps.length + ')';
  byId('to-first').disabled = byId('to-previous').disabled = current === 0;
  byId('to-last').disabled = byId('to-next').disabled = current === run.steps.length - 1;
  intoView();
  draw();
  showState();
  showDecisions();
}

const pairStep = (index) => (run.pair && run.pair[index].step !== null ? run.pair[index].step : null);

function goIfThere(index) {
  if (index !== null) go(index);
}

const KEYS = {
  ArrowDown: () => go(current + 1), ArrowRight: () => go(current + 1),
  ArrowUp: () => go(current - 1), ArrowLeft: () => go(current - 1),
  PageDown: () => go(current + 20), PageUp: () => go(current - 20),
  Home: () => go(0), End: () => go(run.steps.length - 1),
  1: () => goIfThere(pairStep(0)), 2: () => goIfThere(pairStep(1)),
  b: () => goIfThere(run.finding), B: () => goIfThere(run.finding),
};

function listen() {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !(event.key in KEYS)) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  const buttons = {
    'to-first': () => go(0), 'to-previous': () => go(current - 1), 'to-next': () => go(current + 1),
    'to-last': () => go(run.steps.length - 1), 'to-pair-1': KEYS[1], 'to-pair-2': KEYS[2],
    'to-finding': KEYS.b,
  };
  for (const [id, action] of Object.entries(buttons)) byId(id).addEventListener('click', action);
  byId('to-pair-1').disabled = pairStep(0) === null;
  byId('to-pair-2').disabled = pairStep(1) === null;
  byId('to-finding').disabled = run.finding === null;
  byId('lanes').addEventListener('scroll', draw);
  byId('rows').addEventListener('click', (event) => {
    const row = event.target.closest('.row');
    if (row) go(Number(row.dataset.index));
  });
  window.addEventListener('resize', layOut);
}

byId('rule').textContent = run.rule || 'every rule held';
byId('scenario').textContent = run.scenario + (run.parameters ? ' (' + run.parameters + ')' : '') +
    ', seed ' + run.seed;
byId('what').textContent = run.what;
for (const detail of run.details) byId('details').append(make('li', '', detail));
markSteps();
fillPair();
fillWaiting();
listen();
layOut();
go(run.finding !== null ? run.finding : 0);
