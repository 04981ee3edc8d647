import type { ReactNode } from 'react';
import { Popover } from './Popover.tsx';

export interface MenuItem {
  label: string;
  icon?: ReactNode;
  keys?: string;
  run: () => void;
}

interface MenuProps {
  label: string;
  button: ReactNode;
  buttonClass: string;
  items: MenuItem[];
}

function move(event: React.KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const at = all.indexOf(document.activeElement as HTMLElement);
  all[(at + step + all.length) % all.length]?.focus();
}

/** A button that opens a list of commands; arrows walk it. */
export function Menu({ label, button, buttonClass, items }: MenuProps) {
  return (
    <Popover label={label} title={label} button={button} buttonClass={buttonClass} align="right" role="menu">
      {(close) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the items have the focus, this only hears their arrows.
        <div role="presentation" onKeyDown={move}>
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              data-autofocus
              onClick={() => {
                close();
                item.run();
              }}
            >
              {item.icon}
              {item.label}
              {item.keys && <kbd>{item.keys}</kbd>}
            </button>
          ))}
        </div>
      )}
    </Popover>
  );
}
