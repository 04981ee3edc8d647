import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';

interface PopoverProps {
  /** What the button shows. */
  button: ReactNode;
  buttonClass: string;
  /** Name for those who cannot see the button; omitted when its text says it all. */
  label?: string;
  /** Name of the panel. */
  title: string;
  hint?: string;
  align?: 'left' | 'right';
  width?: number;
  role?: 'dialog' | 'menu';
  children: (close: () => void) => ReactNode;
}

const MARGIN = 8;

/** A button with a panel below it. Escape and a click elsewhere close it; focus goes in and comes back. */
export function Popover({
  button,
  buttonClass,
  label,
  title,
  hint,
  align = 'left',
  width,
  role = 'dialog',
  children,
}: PopoverProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const root = useRef<HTMLSpanElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);

  const close = () => {
    setOpen(false);
    trigger.current?.focus();
  };

  useEffect(() => {
    if (!open) return;
    const outside = (event: PointerEvent) => {
      const target = event.target as Element;
      // Calendars of the date pickers hang off the body.
      if (!root.current?.contains(target) && !target.closest('.ant-picker-dropdown')) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);

  useLayoutEffect(() => {
    const box = panel.current;
    if (!open || !box) return;
    const edges = box.getBoundingClientRect();
    const over = edges.right - (window.innerWidth - MARGIN);
    if (over > 0) box.style.translate = `${-over}px 0`;
    else if (edges.left < MARGIN) box.style.translate = `${MARGIN - edges.left}px 0`;
    const target = box.querySelector<HTMLElement>('[data-autofocus], input, button, a, [tabindex="0"]');
    (target ?? box).focus();
  }, [open]);

  return (
    <span ref={root} style={{ position: 'relative', display: 'inline-flex' }}>
      <button
        ref={trigger}
        type="button"
        className={buttonClass}
        aria-label={label}
        title={hint ?? label}
        aria-haspopup={role}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open && (
        // biome-ignore lint/a11y/noStaticElementInteractions: Escape is handled for whatever inside has the focus.
        // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is dialog or menu.
        <div
          ref={panel}
          id={id}
          role={role}
          aria-label={title}
          tabIndex={-1}
          className={`pop ${role === 'menu' ? 'menu' : ''}`}
          style={{ top: 'calc(100% + 4px)', [align]: 0, width, maxWidth: 'calc(100vw - 16px)' }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            event.stopPropagation();
            close();
          }}
        >
          {children(close)}
        </div>
      )}
    </span>
  );
}
