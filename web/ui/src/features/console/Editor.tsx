import type { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { Catalog, ErrorDetail } from '../../api/types.ts';
import { createEditor, type EditorCalls, insertText, setCatalog, showError } from './editorSetup.ts';

export interface EditorHandle {
  insert: (text: string) => void;
  replace: (text: string) => void;
  focus: () => void;
}

interface EditorProps extends EditorCalls {
  /** The text at first; from then on the editor owns it. */
  initial: string;
  catalog: Catalog | undefined;
  /** Underlined where it is. */
  error: ErrorDetail | null;
  handle: React.RefObject<EditorHandle | null>;
}

/** The SQL editor. Remount it, by key, to show another tab. */
export function Editor({ initial, catalog, error, handle, ...calls }: EditorProps) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const current = useRef(calls);
  current.current = calls;

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; later values go in by the effects below.
  useEffect(() => {
    if (!box.current) return;
    const made = createEditor(box.current, initial, catalog, {
      change: (text) => current.current.change(text),
      run: () => current.current.run(),
      cancel: () => current.current.cancel(),
    });
    view.current = made;
    handle.current = {
      insert: (text) => insertText(made, text),
      replace: (text) => made.dispatch({ changes: { from: 0, to: made.state.doc.length, insert: text } }),
      focus: () => made.focus(),
    };
    made.focus();
    return () => {
      handle.current = null;
      made.destroy();
    };
  }, []);

  useEffect(() => {
    if (view.current) setCatalog(view.current, catalog);
  }, [catalog]);
  useEffect(() => {
    if (view.current) showError(view.current, error);
  }, [error]);

  return <div ref={box} className="editor" />;
}
