import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { loadCatalog } from '../../api/index.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Eye, Table } from '../../ui/icons.ts';
import { Loading } from '../../ui/Loading.tsx';

/** Namespaces and their tables and views. */
export function CatalogTree({
  namespace,
  table,
}: {
  namespace: string | undefined;
  table: string | undefined;
}) {
  const [text, setText] = useState('');
  const catalog = useQuery({ queryKey: ['catalog'], queryFn: loadCatalog });
  const wanted = text.trim().toLowerCase();
  const shown = (catalog.data?.namespaces ?? [])
    .map((ns) => ({
      ...ns,
      tables: ns.tables.filter((t) => `${ns.name}.${t.name}`.toLowerCase().includes(wanted)),
    }))
    .filter((ns) => wanted === '' || ns.tables.length > 0);
  return (
    <nav className="catalog-tree scroll" aria-label="Tables">
      <input
        className="field"
        placeholder="Find a table"
        aria-label="Find a table"
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      {catalog.error && <ErrorNote error={catalog.error} />}
      {catalog.isPending && <Loading />}
      {catalog.data && shown.length === 0 && <p className="note mut">No table is called “{text}”.</p>}
      {shown.map((ns) => (
        <section key={ns.name} aria-label={ns.name}>
          <h2 className="side-head">{ns.name}</h2>
          {ns.tables.length === 0 && <p className="note mut">No tables.</p>}
          {ns.tables.map((t) => (
            <Link
              key={t.name}
              href={`/catalog/${encodeURIComponent(ns.name)}/${encodeURIComponent(t.name)}`}
              className="place"
              aria-current={ns.name === namespace && t.name === table ? 'page' : undefined}
            >
              {t.kind === 'VIEW' ? (
                <Eye size={14} aria-label="View" />
              ) : (
                <Table size={14} aria-label="Table" />
              )}
              <span className="ell">{t.name}</span>
            </Link>
          ))}
        </section>
      ))}
    </nav>
  );
}
