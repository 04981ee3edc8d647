import { type ReactNode, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { Dialog } from '../../ui/Dialog.tsx';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { MenuIcon } from '../../ui/icons.ts';
import { KeysHelp } from './KeysHelp.tsx';
import { Palette } from './Palette.tsx';
import { PLACES, placeOf } from './places.ts';
import { SideBar } from './SideBar.tsx';
import './shell.css';

const railKey = (workbench: boolean) => `weir.rail.${workbench ? 'workbench' : 'reading'}`;

/** Whether the bar is the narrow rail; remembered for each kind of screen. */
function useRail(workbench: boolean): [boolean, () => void] {
  const [, redraw] = useState(0);
  const stored = localStorage.getItem(railKey(workbench));
  const rail = stored === null ? workbench : stored === 'on';
  const toggle = () => {
    localStorage.setItem(railKey(workbench), rail ? 'off' : 'on');
    redraw((n) => n + 1);
  };
  return [rail, toggle];
}

/** The frame around every page: places on the left, palette, keys. */
export function Shell({ children }: { children: ReactNode }) {
  const [path, navigate] = useLocation();
  const [rail, toggleRail] = useRail(placeOf(path)?.workbench ?? false);
  const [open, setOpen] = useState<'palette' | 'keys' | 'drawer' | null>(null);
  const close = () => setOpen(null);

  useHotkeys([
    { keys: 'mod+k', does: 'Search or jump to', run: () => setOpen('palette'), inInputs: true },
    { keys: '?', does: 'Keys of this screen', run: () => setOpen('keys') },
    { keys: '[', does: 'Narrow or widen the left bar', run: toggleRail },
    ...PLACES.map((place) => ({
      keys: `g ${place.letter}`,
      does: `Go to ${place.title}`,
      run: () => navigate(place.path),
    })),
  ]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of page closes what lies over it.
  useEffect(close, [path]);

  return (
    <div className={`shell${rail ? ' rail' : ''}`}>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <div className="side-wide">
        <SideBar path={path} rail={rail} onSearch={() => setOpen('palette')} onToggle={toggleRail} />
      </div>
      <div className="top-small">
        <button
          type="button"
          className="btn ghost icon"
          aria-label="Open menu"
          onClick={() => setOpen('drawer')}
        >
          <MenuIcon size={16} aria-hidden="true" />
        </button>
        <b>Weir</b>
      </div>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      {open === 'palette' && <Palette onClose={close} onKeys={() => setOpen('keys')} />}
      {open === 'keys' && <KeysHelp onClose={close} />}
      {open === 'drawer' && (
        <Dialog label="Menu" className="drawer" onClose={close}>
          <SideBar path={path} rail={false} onSearch={() => setOpen('palette')} />
        </Dialog>
      )}
    </div>
  );
}
