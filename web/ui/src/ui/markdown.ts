/** A run of text inside a block. */
export type Inline =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'strong' | 'em'; parts: Inline[] }
  | { kind: 'link'; href: string; parts: Inline[] };

/** A block of a document. */
export type Block =
  | { kind: 'heading'; level: number; parts: Inline[] }
  | { kind: 'paragraph' | 'quote'; parts: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'code'; text: string }
  | { kind: 'rule' };

/** Only addresses that open a page; `javascript:` and `data:` stay text. */
const SAFE_LINK = /^(https?:\/\/|mailto:|\/(?!\/)|#)/i;
const INLINE =
  /`([^`]+)`|\*\*([^*]+)\*\*|__([^_]+)__|\*([^*]+)\*|(?<!\w)_([^_]+)_(?!\w)|\[([^\]]+)\]\(([^)\s]+)\)/g;

export function parseInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, code, strong1, strong2, em1, em2, label, href] = match;
    if (match.index > at) parts.push({ kind: 'text', text: text.slice(at, match.index) });
    at = match.index + whole.length;
    const strong = strong1 ?? strong2;
    const em = em1 ?? em2;
    if (code !== undefined) parts.push({ kind: 'code', text: code });
    else if (strong !== undefined) parts.push({ kind: 'strong', parts: parseInline(strong) });
    else if (em !== undefined) parts.push({ kind: 'em', parts: parseInline(em) });
    else if (href && SAFE_LINK.test(href))
      parts.push({ kind: 'link', href, parts: parseInline(label ?? href) });
    else parts.push({ kind: 'text', text: whole });
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) });
  return parts;
}

const ITEM = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/;

/** The part of Markdown that notebooks use: headings, paragraphs, lists, code, quotes, rules, links, emphasis. */
export function parseMarkdown(source: string): Block[] {
  const blocks: Block[] = [];
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  let i = 0;
  const takeWhile = (test: (line: string) => boolean) => {
    const from = i;
    while (i < lines.length && test(lines[i] ?? '')) i++;
    return lines.slice(from, i);
  };
  while (i < lines.length) {
    const line = lines[i] ?? '';
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    const item = ITEM.exec(line);
    if (line.trim() === '') {
      i++;
    } else if (line.startsWith('```')) {
      i++;
      blocks.push({ kind: 'code', text: takeWhile((l) => !l.startsWith('```')).join('\n') });
      i++;
    } else if (heading) {
      i++;
      blocks.push({ kind: 'heading', level: heading[1]?.length ?? 1, parts: parseInline(heading[2] ?? '') });
    } else if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) {
      i++;
      blocks.push({ kind: 'rule' });
    } else if (item) {
      const ordered = item[1] !== undefined;
      const items = takeWhile((l) => ITEM.test(l)).map((l) => parseInline(ITEM.exec(l)?.[2] ?? ''));
      blocks.push({ kind: 'list', ordered, items });
    } else if (line.startsWith('>')) {
      const text = takeWhile((l) => l.startsWith('>')).map((l) => l.replace(/^>\s?/, ''));
      blocks.push({ kind: 'quote', parts: parseInline(text.join(' ')) });
    } else {
      const first = i;
      const text = takeWhile(
        (l) => l.trim() !== '' && (i === first || !/^(#{1,6}\s|```|>)/.test(l)) && !ITEM.test(l),
      );
      blocks.push({ kind: 'paragraph', parts: parseInline(text.join(' ')) });
    }
  }
  return blocks;
}
