import { useEffect } from 'react';
import { Link } from 'wouter';
import { tableName } from '../../ui/sql.ts';
import { CatalogTree } from './CatalogTree.tsx';
import { TablePage } from './TablePage.tsx';
import './catalog.css';

interface CatalogPageProps {
  namespace?: string | undefined;
  table?: string | undefined;
  tab?: string | undefined;
}

/** The catalog: what there is on the left, one table on the right. */
export function CatalogPage({ namespace, table, tab }: CatalogPageProps) {
  useEffect(() => {
    document.title = `${table ?? 'Catalog'} · Weir`;
  }, [table]);
  return (
    <>
      <header className="page-head">
        <nav className="crumb" aria-label="Breadcrumb">
          {namespace && table ? (
            <>
              <Link href="/catalog">Catalog</Link>
              <span className="sep">/</span>
              <span>{namespace}</span>
              <span className="sep">/</span>
              <h1>{table}</h1>
            </>
          ) : (
            <h1>Catalog</h1>
          )}
        </nav>
        <span className="grow" />
        {namespace && table && (
          <Link
            className="btn primary"
            href={`/sql/new?sql=${encodeURIComponent(`SELECT *\nFROM ${tableName(namespace, table)}\nLIMIT 100`)}`}
          >
            Query
          </Link>
        )}
      </header>
      <div className={`catalog ${table ? 'has-table' : ''}`}>
        <CatalogTree namespace={namespace} table={table} />
        {namespace && table ? (
          <TablePage key={`${namespace}.${table}`} namespace={namespace} table={table} tab={tab} />
        ) : (
          <p className="page-body mut">Choose a table.</p>
        )}
      </div>
    </>
  );
}
