import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentWithTab,
  toggleTabFocusMode,
} from '@codemirror/commands';
import { SQLDialect, type SQLNamespace, sql } from '@codemirror/lang-sql';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, linter, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Catalog, ErrorDetail } from '../../api/types.ts';
import { FUNCTIONS, KEYWORDS } from '../../ui/sql.ts';

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: 'var(--code-kw)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-str)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-num)' },
  { tag: [tags.comment, tags.lineComment, tags.blockComment], color: 'var(--code-com)' },
  {
    tag: [tags.standard(tags.name), tags.function(tags.variableName), tags.typeName],
    color: 'var(--code-fn)',
  },
]);

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '12.5px', backgroundColor: 'var(--surface)', color: 'var(--text)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--mono)',
    lineHeight: '20px',
    fontVariantLigatures: 'none',
    fontFeatureSettings: '"calt" 0',
  },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--accent-text)' },
  '.cm-cursor': { borderLeftColor: 'var(--accent-text)', borderLeftWidth: '1.5px' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--text-3)', border: '0' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '40px', padding: '0 12px 0 8px' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--sunken)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--accent-soft)',
  },
  '.cm-placeholder': { color: 'var(--text-3)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--hover)',
    outline: '1px solid var(--line-2)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--surface)',
    color: 'var(--text)',
    border: '1px solid var(--line)',
    borderRadius: 'var(--r3)',
    boxShadow: 'var(--shadow-pop)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--sans)',
    fontSize: '12px',
    maxHeight: '240px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 10px', display: 'flex', gap: '12px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--accent-soft)',
    color: 'var(--text)',
  },
  '.cm-completionDetail': { marginLeft: 'auto', color: 'var(--text-3)', fontStyle: 'normal' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '650' },
  '.cm-diagnostic': { fontFamily: 'var(--sans)', fontSize: '12px', padding: '6px 10px' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--bad)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--bad)',
    textDecorationSkipInk: 'none',
    textUnderlineOffset: '3px',
  },
});

/** What completion knows: tables of the default namespace by name, others behind their namespace. */
export function completionSchema(catalog: Catalog | undefined): SQLNamespace {
  return Object.fromEntries(
    (catalog?.namespaces ?? []).map((ns) => [
      ns.name,
      Object.fromEntries(
        ns.tables.map((table) => [
          table.name,
          table.columns.map((column) => ({
            label: column.name,
            type: 'property',
            detail: column.type.toLowerCase(),
          })),
        ]),
      ),
    ]),
  );
}

/** As far as an editor needs to know it; the engine is the judge. */
const DIALECT = SQLDialect.define({
  keywords: KEYWORDS.join(' ').toLowerCase(),
  builtin: FUNCTIONS.join(' '),
  types:
    'bigint blob boolean char decimal double float integer interval json real smallint struct text time timestamp timestamptz tinyint uuid varchar',
  doubleQuotedStrings: false,
  operatorChars: '+-*/<>=~!@#%^&|?:',
  specialVar: '$?',
});

const language = new Compartment();
const sqlLanguage = (catalog: Catalog | undefined) =>
  sql({
    dialect: DIALECT,
    schema: completionSchema(catalog),
    defaultSchema: 'default',
    upperCaseKeywords: true,
  });

export interface EditorCalls {
  change: (text: string) => void;
  run: () => void;
  cancel: () => void;
}

/** A command that has dealt with its key. */
const always = (run: () => void) => () => {
  run();
  return true;
};

/** An editor in `parent`. */
export function createEditor(
  parent: HTMLElement,
  text: string,
  catalog: Catalog | undefined,
  calls: EditorCalls,
): EditorView {
  const own = keymap.of([
    { key: 'Mod-Enter', run: always(calls.run) },
    { key: 'Ctrl-.', run: always(calls.cancel) },
    { key: 'Tab', run: acceptCompletion },
    { key: 'Ctrl-m', run: toggleTabFocusMode },
  ]);
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        own,
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        autocompletion({ icons: false }),
        syntaxHighlighting(colours),
        look,
        linter(null),
        language.of(sqlLanguage(catalog)),
        placeholder('Write SQL. Ctrl+Space completes, Ctrl+Enter runs.'),
        keymap.of([
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...defaultKeymap,
          ...historyKeymap,
          indentWithTab,
        ]),
        EditorView.contentAttributes.of({ 'aria-label': 'SQL editor. Ctrl+M lets Tab move the focus.' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) calls.change(update.state.doc.toString());
        }),
      ],
    }),
  });
}

export function setCatalog(view: EditorView, catalog: Catalog | undefined) {
  view.dispatch({ effects: language.reconfigure(sqlLanguage(catalog)) });
}

/** Where an error of the server is in the text; places beyond the text are moved to its end. */
export function placeOf(
  view: EditorView,
  error: Pick<ErrorDetail, 'line' | 'column' | 'length'>,
): { from: number; to: number } {
  const { doc } = view.state;
  const line = doc.line(Math.min(Math.max(error.line ?? 1, 1), doc.lines));
  const from = Math.min(line.from + Math.max((error.column ?? 1) - 1, 0), line.to);
  const to = Math.min(from + Math.max(error.length ?? 1, 1), doc.length);
  // An error at the very end underlines the last character, or there would be nothing to see.
  return from === to && from > line.from ? { from: from - 1, to } : { from, to };
}

export function showError(view: EditorView, error: ErrorDetail | null) {
  const diagnostics: Diagnostic[] = [];
  if (error && error.line != null) {
    const message = error.hint ? `${error.message}\n${error.hint}` : error.message;
    diagnostics.push({ ...placeOf(view, error), severity: 'error', message });
  }
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

export function insertText(view: EditorView, text: string) {
  view.dispatch(view.state.replaceSelection(text));
  view.focus();
}
