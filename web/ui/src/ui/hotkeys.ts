import { useEffect, useRef } from 'react';

/** A key that this screen listens to; shown by `?`. */
export interface Hotkey {
  /** As `KeyboardEvent.key`, or two letters with a space between (`g d`), or `mod+k`, `ctrl+.`, `ctrl+Enter`. */
  keys: string;
  does: string;
  run: () => void;
  /** Also while typing. Only for keys with a modifier. */
  inInputs?: boolean;
}

const SEQUENCE_WINDOW_MILLIS = 900;
const active = new Set<{ current: Hotkey[] }>();
let first = '';
let firstAt = 0;

const SINGLES_KEY = 'weir.single-keys';
/** Whether single letters are shortcuts; some people need them off (WCAG 2.1.4). */
export const singleKeysOn = () => localStorage.getItem(SINGLES_KEY) !== 'off';
export const setSingleKeys = (on: boolean) => localStorage.setItem(SINGLES_KEY, on ? 'on' : 'off');

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    !!target.closest('.cm-editor'));

/** What a keyboard event is called in `Hotkey.keys`. */
export function keyName(event: KeyboardEvent): string {
  if (!event.ctrlKey && !event.metaKey) return event.key;
  const mod = event.key === 'k' ? 'mod' : 'ctrl';
  return `${mod}+${event.key}`;
}

function find(name: string): Hotkey | undefined {
  for (const keys of [...active].reverse()) {
    const match = keys.current.find((key) => key.keys === name);
    if (match) return match;
  }
  return undefined;
}

export function handleKey(event: KeyboardEvent) {
  if (event.defaultPrevented || event.altKey) return;
  const name = keyName(event);
  const modified = name.includes('+') && name.length > 1;
  const now = Date.now();
  const sequence = now - firstAt < SEQUENCE_WINDOW_MILLIS ? `${first} ${name}` : '';
  const hotkey = (sequence && find(sequence)) || find(name);
  const single = !modified && name.length === 1 && name !== '?';
  if (!modified && (typing(event.target) || document.querySelector('dialog[open]'))) return;
  if (single && !singleKeysOn()) return;
  first = name;
  firstAt = now;
  if (!hotkey) return;
  if (typing(event.target) && !hotkey.inInputs) return;
  first = '';
  event.preventDefault();
  hotkey.run();
}

if (typeof window !== 'undefined') window.addEventListener('keydown', handleKey);

/** Listens while the component is there. */
export function useHotkeys(keys: Hotkey[]) {
  const holder = useRef(keys);
  holder.current = keys;
  useEffect(() => {
    active.add(holder);
    return () => {
      active.delete(holder);
    };
  }, []);
}

/** Every key that works now. */
export const activeHotkeys = (): Hotkey[] => [...active].flatMap((keys) => keys.current);
