// Part of something long: where it begins, and how to move on. Nothing when all of it is shown.

interface Props {
  what: string;
  from: number;
  size: number;
  total: number;
  go: (from: number) => void;
}

export function Window({ what, from, size, total, go }: Props) {
  if (total <= size) return null;
  const last = Math.floor((total - 1) / size) * size;
  const step = (to: number, name: string) => (
    <button type="button" disabled={to === from || to < 0 || to >= total} onClick={() => go(to)}>
      {name}
    </button>
  );
  return (
    <p class="buttons">
      {step(0, 'First')}
      {step(Math.max(0, from - size), 'Earlier')}
      <span class="label">
        {what} {from + 1} to {Math.min(total, from + size)} of {total}
      </span>
      {step(Math.min(last, from + size), 'Later')}
      {step(last, 'Last')}
    </p>
  );
}
