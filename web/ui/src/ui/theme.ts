import { useSyncExternalStore } from 'react';
import tokens from './tokens.json';

export type ThemeChoice = 'light' | 'dark' | 'system';
export type Theme = 'light' | 'dark';
/** Colours of a theme; `cat`, `seq` and `div` are palettes. */
export type Tokens = typeof tokens.light;

const KEY = 'weir.theme';
const system = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function storedChoice(): ThemeChoice {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

let choice = storedChoice();
const resolve = (): Theme => (choice === 'system' ? (system.matches ? 'dark' : 'light') : choice);

function apply() {
  document.documentElement.classList.toggle('dark', resolve() === 'dark');
  document.documentElement.classList.toggle('light', resolve() === 'light');
  for (const listener of listeners) listener();
}
system.addEventListener('change', apply);

export function chooseTheme(next: ThemeChoice) {
  choice = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // It then lasts for this page only.
  }
  apply();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export const useTheme = (): Theme => useSyncExternalStore(subscribe, resolve);
export const useThemeChoice = (): ThemeChoice => useSyncExternalStore(subscribe, () => choice);
export const tokensOf = (theme: Theme): Tokens => tokens[theme];
