import type { Detail, QueryStats, ResultColumn } from './schema.ts';

/** The calls of the query door. Their records are those of the contracts, like the ones in the document. */
export interface QueryStatus {
  id: string;
  sql: string;
  principal: string;
  origin: { kind: string; name?: string | null; part?: string | null };
  state: 'QUEUED' | 'PLANNING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  statementKind?: string | null;
  columns: ResultColumn[];
  stats: QueryStats;
  error?: Detail | null;
  submittedEpochMillis: number;
}

export interface RowsPage {
  columns: ResultColumn[];
  offset: number;
  rows: unknown[][];
  rowCount: number;
  complete: boolean;
}

export interface StatementDescription {
  kind: string;
  columns: ResultColumn[];
  parameterTypes: string[];
  tables: string[];
}

export interface SubmitRequest {
  sql: string;
  parameters?: unknown[];
  namespace?: string;
  rowsMax?: number;
  /** What it is for, so that its cost is attributed. */
  origin?: 'CONSOLE';
}

export interface QueryOperations {
  'POST /queries': { path: undefined; query: undefined; body: SubmitRequest; answer: QueryStatus };
  'GET /queries': { path: undefined; query: { limit?: number }; body: undefined; answer: QueryStatus[] };
  'GET /queries/{id}': { path: { id: string }; query: undefined; body: undefined; answer: QueryStatus };
  'DELETE /queries/{id}': { path: { id: string }; query: undefined; body: undefined; answer: undefined };
  'GET /queries/{id}/rows': {
    path: { id: string };
    query: { offset?: number; limit?: number };
    body: undefined;
    answer: RowsPage;
  };
  'POST /queries/describe': {
    path: undefined;
    query: undefined;
    body: { sql: string; namespace?: string };
    answer: StatementDescription;
  };
}
