/** A query that is being written. Kept in this browser. */
export interface QueryTab {
  id: string;
  name: string;
  sql: string;
}

export interface TabsState {
  tabs: QueryTab[];
  /** The tab that was looked at last. */
  last: string;
}

const KEY = 'weir.console';
const TABS_MAX = 40;
const NAME_MAX = 32;

const newId = () => Math.random().toString(36).slice(2, 8);

/** What a tab is called: its leading comment, or the table it reads, or a number. */
export function nameOf(sql: string, fallback: string): string {
  const comment = /^\s*--\s*(.+)$/m.exec(sql.split('\n')[0] ?? '')?.[1];
  const table = /\b(?:from|into|update|table)\s+([\w."]+)/i.exec(sql)?.[1];
  return (comment ?? table ?? fallback).trim().slice(0, NAME_MAX);
}

export function emptyState(): TabsState {
  const tab = { id: newId(), name: 'Query 1', sql: '' };
  return { tabs: [tab], last: tab.id };
}

export function addTab(state: TabsState, sql: string): TabsState {
  const tab = { id: newId(), name: nameOf(sql, `Query ${state.tabs.length + 1}`), sql };
  return { tabs: [...state.tabs, tab].slice(-TABS_MAX), last: tab.id };
}

/** Without a tab; the neighbour is looked at next. The last one is emptied instead. */
export function closeTab(state: TabsState, id: string): TabsState {
  const at = state.tabs.findIndex((tab) => tab.id === id);
  const tabs = state.tabs.filter((tab) => tab.id !== id);
  if (tabs.length === 0) return emptyState();
  return { tabs, last: state.last === id ? (tabs[Math.max(0, at - 1)]?.id ?? '') : state.last };
}

export function editTab(state: TabsState, id: string, sql: string): TabsState {
  return {
    ...state,
    tabs: state.tabs.map((tab) => (tab.id === id ? { ...tab, sql, name: nameOf(sql, tab.name) } : tab)),
  };
}

export function loadTabs(): TabsState {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '') as TabsState;
    if (Array.isArray(stored.tabs) && stored.tabs.length > 0) return stored;
  } catch {
    // Nothing stored, or by something else: start afresh.
  }
  return emptyState();
}

export function saveTabs(state: TabsState) {
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // Storage is full or closed; the tabs last as long as the page.
  }
}
