import type { Problem } from '../http/client';

/** What went wrong, with its code. */
export function Notice({ problem }: { problem: Problem | undefined }) {
  return problem ? (
    <p class="notice bad" role="alert">
      <strong>{problem.code}</strong> {problem.message}
    </p>
  ) : null;
}

/** Shown before the first answer, and when there is nothing. */
export function Empty({ loading, children }: { loading: boolean; children: preact.ComponentChildren }) {
  return <p class="empty">{loading ? 'Loading…' : children}</p>;
}
