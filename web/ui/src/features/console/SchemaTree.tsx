import { useState } from 'react';
import type { Catalog, CatalogTable } from '../../api/types.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { typeKind } from '../../ui/format.ts';
import {
  ChevronDown,
  ChevronRight,
  Clock,
  Eye,
  Folder,
  Hash,
  Key,
  Table,
  ToggleLeft,
  Type,
} from '../../ui/icons.ts';
import { Loading } from '../../ui/Loading.tsx';
import { quoted, tableName } from '../../ui/sql.ts';

const KIND_ICONS = { number: Hash, time: Clock, text: Type, boolean: ToggleLeft, other: Type };

/** One line of the tree. */
export interface TreeNode {
  id: string;
  depth: number;
  label: string;
  detail: string;
  icon: typeof Table;
  /** Null for a leaf. */
  open: boolean | null;
  /** What a double click or Enter on a leaf puts into the editor. */
  inserts: string;
}

/** The lines that are seen: what is open, and while searching, what matches and what leads to it. */
export function visibleNodes(catalog: Catalog, open: ReadonlySet<string>, search: string): TreeNode[] {
  const wanted = search.trim().toLowerCase();
  const has = (text: string) => text.toLowerCase().includes(wanted);
  const nodes: TreeNode[] = [];
  for (const ns of catalog.namespaces) {
    const tables = ns.tables.filter((t) => has(`${ns.name}.${t.name}`) || t.columns.some((c) => has(c.name)));
    if (wanted && tables.length === 0) continue;
    const nsOpen = wanted !== '' || !open.has(`-${ns.name}`);
    nodes.push({
      id: ns.name,
      depth: 0,
      label: ns.name,
      detail: String(ns.tables.length),
      icon: Folder,
      open: nsOpen,
      inserts: quoted(ns.name),
    });
    if (!nsOpen) continue;
    for (const table of tables) nodes.push(...tableNodes(ns.name, table, open, wanted));
  }
  return nodes;
}

function tableNodes(
  namespace: string,
  table: CatalogTable,
  open: ReadonlySet<string>,
  wanted: string,
): TreeNode[] {
  const id = `${namespace}.${table.name}`;
  const byColumn = wanted !== '' && !id.toLowerCase().includes(wanted);
  const isOpen = open.has(id) || byColumn;
  const columns = isOpen
    ? table.columns.filter((c) => !byColumn || c.name.toLowerCase().includes(wanted))
    : [];
  return [
    {
      id,
      depth: 1,
      label: table.name,
      detail: table.kind === 'VIEW' ? 'view' : '',
      icon: table.kind === 'VIEW' ? Eye : Table,
      open: isOpen,
      inserts: tableName(namespace, table.name),
    },
    ...columns.map((column) => ({
      id: `${id}.${column.name}`,
      depth: 2,
      label: column.name,
      detail: column.type.toLowerCase(),
      icon: column.key ? Key : KIND_ICONS[typeKind(column.type)],
      open: null,
      inserts: quoted(column.name),
    })),
  ];
}

interface SchemaTreeProps {
  catalog: Catalog | undefined;
  error: unknown;
  onInsert: (text: string) => void;
}

/** Namespaces, tables and columns. Arrows walk and open; Enter or a double click inserts the name. */
export function SchemaTree({ catalog, error, onInsert }: SchemaTreeProps) {
  const [search, setSearch] = useState('');
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState('');
  const nodes = catalog ? visibleNodes(catalog, open, search) : [];
  const current = nodes.find((n) => n.id === at) ?? nodes[0];

  const toggle = (node: TreeNode) => {
    // Namespaces are open until closed, tables closed until opened.
    const key = node.depth === 0 ? `-${node.id}` : node.id;
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    setOpen(next);
  };
  const focus = (node: TreeNode | undefined, tree: HTMLElement) => {
    if (!node) return;
    setAt(node.id);
    tree.querySelector<HTMLElement>(`[data-node="${CSS.escape(node.id)}"]`)?.focus();
  };
  const onKey = (event: React.KeyboardEvent<HTMLElement>) => {
    if (!current) return;
    const i = nodes.indexOf(current);
    const moves: Record<string, () => void> = {
      ArrowDown: () => focus(nodes[i + 1], event.currentTarget),
      ArrowUp: () => focus(nodes[i - 1], event.currentTarget),
      ArrowRight: () => (current.open === false ? toggle(current) : focus(nodes[i + 1], event.currentTarget)),
      ArrowLeft: () =>
        current.open
          ? toggle(current)
          : focus(
              nodes.slice(0, i).findLast((n) => n.depth < current.depth),
              event.currentTarget,
            ),
      Enter: () => onInsert(current.inserts),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };

  return (
    <aside className="schema" aria-label="Schema browser">
      <input
        className="field schema-find"
        placeholder="Find a table or column"
        aria-label="Find a table or column"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {error !== null && <ErrorNote error={error} />}
      {!catalog && error === null && <Loading />}
      {catalog && nodes.length === 0 && (
        <p className="note mut">{search ? `Nothing is called “${search}”.` : 'There is no table yet.'}</p>
      )}
      {nodes.length > 0 && (
        <div className="scroll grow" role="tree" aria-label="Schema" tabIndex={-1} onKeyDown={onKey}>
          {nodes.map((node) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys.
            <div
              key={node.id}
              data-node={node.id}
              className="tree-node"
              role="treeitem"
              aria-level={node.depth + 1}
              aria-expanded={node.open ?? undefined}
              aria-selected={node === current}
              tabIndex={node === current ? 0 : -1}
              style={{ paddingLeft: 8 + node.depth * 14 }}
              title={node.open === null ? `${node.label} ${node.detail}` : node.inserts}
              onClick={() => {
                setAt(node.id);
                if (node.open !== null) toggle(node);
              }}
              onDoubleClick={() => onInsert(node.inserts)}
            >
              <span className="twist">
                {node.open !== null &&
                  (node.open ? (
                    <ChevronDown size={12} aria-hidden="true" />
                  ) : (
                    <ChevronRight size={12} aria-hidden="true" />
                  ))}
              </span>
              <node.icon size={14} aria-hidden="true" />
              <span className={`ell ${node.open === null ? 'mono' : ''}`}>{node.label}</span>
              <span className="detail">{node.detail}</span>
            </div>
          ))}
        </div>
      )}
    </aside>
  );
}
