import { render, screen } from '@testing-library/react';
import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { Markdown } from './Markdown.tsx';
import { parseInline, parseMarkdown } from './markdown.ts';

describe('markdown', () => {
  it('should read headings, paragraphs, lists and code', () => {
    const kinds = parseMarkdown('# A\n\ntext\nmore\n\n- x\n- y\n\n```\ncode\n```\n> q').map((b) => b.kind);
    expect(kinds).toEqual(['heading', 'paragraph', 'list', 'code', 'quote']);
  });

  it('should not make links of scripts', () => {
    const parts = parseInline('[x](javascript:alert(1)) [y](//evil.example) [z](https://weir.dev)');
    expect(parts.filter((p) => p.kind === 'link')).toHaveLength(1);
  });

  it('should show markup as text', () => {
    render(createElement(Markdown, { text: '<img src=x onerror=alert(1)> **bold**' }));
    expect(document.querySelector('img')).toBeNull();
    expect(screen.getByText('bold').tagName).toBe('STRONG');
  });

  it('should end for any text', () => {
    expect(parseMarkdown('#no heading\n```\nopen').map((b) => b.kind)).toEqual(['paragraph', 'code']);
  });
});
