import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { search } from '../../api/index.ts';
import type { SearchHit } from '../../api/types.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Hash, Keyboard, LayoutDashboard, NotebookPen, Plus, Sun, Table } from '../../ui/icons.ts';
import { chooseTheme, useTheme } from '../../ui/theme.ts';
import { objectPath, PLACES } from './places.ts';

interface Entry {
  id: string;
  title: string;
  detail?: string | null | undefined;
  icon: typeof Table;
  keys?: string;
  run: () => void;
}

const HIT_ICONS: Record<string, typeof Table> = {
  dashboard: LayoutDashboard,
  notebook: NotebookPen,
  column: Hash,
};
const SHOWN = 12;

function useCommands(navigate: (path: string) => void, onKeys: () => void): Entry[] {
  const theme = useTheme();
  return [
    ...PLACES.map((place) => ({
      id: place.path,
      title: `Go to ${place.title}`,
      icon: place.icon,
      keys: `g ${place.letter}`,
      run: () => navigate(place.path),
    })),
    { id: 'new', title: 'New query', icon: Plus, run: () => navigate('/sql/new') },
    {
      id: 'theme',
      title: theme === 'dark' ? 'Use the light theme' : 'Use the dark theme',
      icon: Sun,
      run: () => chooseTheme(theme === 'dark' ? 'light' : 'dark'),
    },
    { id: 'keys', title: 'Keyboard shortcuts', icon: Keyboard, keys: '?', run: onKeys },
  ];
}

const hitEntry = (hit: SearchHit, navigate: (path: string) => void): Entry => ({
  id: `${hit.kind}/${hit.slug}`,
  title: hit.title,
  detail: hit.detail ?? hit.kind.toLowerCase(),
  icon: HIT_ICONS[hit.kind.toLowerCase()] ?? Table,
  run: () => navigate(objectPath(hit.kind, hit.slug)),
});

/** Objects, columns and commands by name. */
export function Palette({ onClose, onKeys }: { onClose: () => void; onKeys: () => void }) {
  const [, navigate] = useLocation();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const asked = useDeferredValue(text.trim());
  const hits = useQuery({
    queryKey: ['search', asked],
    queryFn: ({ signal }) => search(asked, signal),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  const commands = useCommands(navigate, onKeys).filter((c) =>
    c.title.toLowerCase().includes(text.trim().toLowerCase()),
  );
  const found = asked === '' ? [] : (hits.data ?? []).map((hit) => hitEntry(hit, navigate));
  const entries = [...found, ...commands].slice(0, SHOWN);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text starts at its first entry.
  useEffect(() => setAt(0), [text]);

  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    entry.run();
  };
  const onKey = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setAt(Math.min(Math.max(at + step, 0), entries.length - 1));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(entries[at]);
    }
  };

  return (
    <Dialog label="Command palette" className="palette" onClose={onClose}>
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={entries[at] ? `palette-${at}` : undefined}
        aria-label="Search dashboards, notebooks, tables, commands"
        placeholder="Search dashboards, notebooks, tables, commands"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKey}
      />
      <div id="palette-list" role="listbox" aria-label="Results">
        {entries.map((entry, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input keeps the focus and hears the keys.
          <div
            key={entry.id}
            id={`palette-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === at}
            onClick={() => choose(entry)}
          >
            <entry.icon size={16} aria-hidden="true" />
            <span className="ell">{entry.title}</span>
            <span className="grow mut sm ell">{entry.detail}</span>
            {entry.keys?.split(' ').map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </div>
        ))}
      </div>
      {entries.length === 0 && <p className="note mut">Nothing is called “{text}”.</p>}
    </Dialog>
  );
}
