import { Component, type ReactNode } from 'react';
import { ErrorNote } from '../ui/ErrorNote.tsx';

interface State {
  error?: unknown;
}

/** Keeps the shell alive when a page breaks, and offers the way out. */
export class PageBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return (
      <div className="page-body">
        <ErrorNote
          error={this.state.error}
          action={
            <button type="button" className="btn small" onClick={() => window.location.reload()}>
              Load the page again
            </button>
          }
        />
      </div>
    );
  }
}
