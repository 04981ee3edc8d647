import { Fragment, type ReactNode } from 'react';
import { type Block, type Inline, parseMarkdown } from './markdown.ts';

function inline(parts: Inline[]): ReactNode {
  return parts.map((part, i) => {
    const key = `${i}-${part.kind}`;
    switch (part.kind) {
      case 'text':
        return <Fragment key={key}>{part.text}</Fragment>;
      case 'code':
        return (
          <code key={key} className="mono">
            {part.text}
          </code>
        );
      case 'strong':
        return <strong key={key}>{inline(part.parts)}</strong>;
      case 'em':
        return <em key={key}>{inline(part.parts)}</em>;
      default:
        return (
          <a key={key} href={part.href} rel="noreferrer noopener">
            {inline(part.parts)}
          </a>
        );
    }
  });
}

function block(part: Block, key: string): ReactNode {
  switch (part.kind) {
    case 'heading': {
      // The page has its h1 in the header.
      const Heading = part.level === 1 ? 'h2' : 'h3';
      return <Heading key={key}>{inline(part.parts)}</Heading>;
    }
    case 'list': {
      const List = part.ordered ? 'ol' : 'ul';
      return (
        <List key={key}>
          {part.items.map((item, i) => (
            <li key={i}>{inline(item)}</li>
          ))}
        </List>
      );
    }
    case 'code':
      return (
        <pre key={key} className="code">
          {part.text}
        </pre>
      );
    case 'quote':
      return <blockquote key={key}>{inline(part.parts)}</blockquote>;
    case 'rule':
      return <hr key={key} />;
    default:
      return <p key={key}>{inline(part.parts)}</p>;
  }
}

/** Markdown as elements, never as HTML text: nothing in it can run. */
export function Markdown({ text }: { text: string }) {
  return <div className="md">{parseMarkdown(text).map((part, i) => block(part, `${i}-${part.kind}`))}</div>;
}
