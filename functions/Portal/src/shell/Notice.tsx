import type { ComponentChildren } from 'preact';
import type { Problem } from '../http/client';

/** What went wrong, with its code. That the host does not answer is said once, across the top. */
export function Notice({ problem }: { problem: Problem | undefined }) {
  return problem && problem.code !== 'offline' ? (
    <p class="notice bad" role="alert">
      <strong>{problem.code}</strong> {problem.message}
    </p>
  ) : null;
}

/** Shown before the first answer, and when there is nothing. */
export function Empty({ loading, children }: { loading: boolean; children: ComponentChildren }) {
  return <p class="empty">{loading ? 'Loading…' : children}</p>;
}

/** A page's title with a word on what it is for. */
export const PageHead = ({ title, children }: { title: string; children?: ComponentChildren }) => (
  <div class="page-head">
    <h1>{title}</h1>
    {children && <p class="lead">{children}</p>}
  </div>
);

/** A figure with its name, in a row of such. */
export const Tile = ({ name, children, below }: { name: string; children: ComponentChildren; below?: ComponentChildren }) => (
  <div class="tile">
    <dt>{name}</dt>
    <dd>
      <div class="figure">{children}</div>
      {below && <div class="label">{below}</div>}
    </dd>
  </div>
);
