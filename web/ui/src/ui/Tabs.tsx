import type { ReactNode } from 'react';

interface Tab<Name extends string> {
  name: Name;
  title: ReactNode;
  count?: number;
}

interface TabsProps<Name extends string> {
  label: string;
  tabs: Tab<Name>[];
  selected: Name;
  /** Id of the panel that they switch. */
  panel: string;
  onSelect: (name: Name) => void;
}

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

/** Tabs over one panel; arrows move between them. */
export function Tabs<Name extends string>({ label, tabs, selected, panel, onSelect }: TabsProps<Name>) {
  const at = tabs.findIndex((tab) => tab.name === selected);
  return (
    <div
      className="tabs"
      role="tablist"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={(event) => {
        const next = tabs[(at + (STEPS[event.key] ?? 0) + tabs.length) % tabs.length];
        if (!STEPS[event.key] || !next) return;
        event.preventDefault();
        onSelect(next.name);
        event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.name}"]`)?.focus();
      }}
    >
      {tabs.map((tab) => (
        <button
          key={tab.name}
          type="button"
          role="tab"
          data-tab={tab.name}
          aria-selected={tab.name === selected}
          aria-controls={panel}
          tabIndex={tab.name === selected ? 0 : -1}
          onClick={() => onSelect(tab.name)}
        >
          {tab.title}
          {tab.count !== undefined && <span className="c tn">{tab.count.toLocaleString('en-GB')}</span>}
        </button>
      ))}
    </div>
  );
}
