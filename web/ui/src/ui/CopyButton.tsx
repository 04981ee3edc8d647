import { useState } from 'react';
import { Check, Copy } from './icons.ts';

/** Puts text on the clipboard and says so. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <button
      type="button"
      className="btn ghost small icon"
      aria-label={copied ? 'Copied' : label}
      title={copied ? 'Copied' : label}
      onClick={async () => {
        await navigator.clipboard.writeText(text);
        setCopied(true);
      }}
      onBlur={() => setCopied(false)}
    >
      {copied ? <Check size={14} className="ok" aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
    </button>
  );
}
