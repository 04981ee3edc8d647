import { sqlPieces } from './sql.ts';

/** A statement in colours, read-only. */
export function Sql({ text, label }: { text: string; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, so the keyboard must reach it.
    <section className="code scroll" tabIndex={0} aria-label={label}>
      {sqlPieces(text).map((piece, i) =>
        piece.kind ? (
          <span key={i} className={piece.kind}>
            {piece.text}
          </span>
        ) : (
          piece.text
        ),
      )}
    </section>
  );
}
