import type { Breaker, BreakerLevel } from '../http/answers';
import { percent } from '../shell/format';

/** How far the drawdown is on its way through the levels; the numbers are told in words beside it. */
export function Ladder({ breaker, levels }: { breaker: Breaker; levels: BreakerLevel[] }) {
  const end = Math.max(Number(levels.at(-1)?.drawdown ?? 0) * 1.2, Number(breaker.drawdown) * 1.05, 0.01);
  const x = (drawdown: string | number) => `${Math.min(100, (100 * Number(drawdown)) / end)}%`;
  return (
    <figure class="ladder" aria-label={`Drawdown ${percent(breaker.drawdown, 2)}, level ${breaker.level} of 4`}>
      <svg aria-hidden="true">
        <rect class="rail" width="100%" height="12" rx="4" />
        <rect class={`fill level${breaker.level}`} width={x(breaker.drawdown)} height="12" rx="4" />
        {levels.map((level) => (
          <line key={level.level} class="tick" x1={x(level.drawdown)} x2={x(level.drawdown)} y1="0" y2="12" />
        ))}
      </svg>
      <figcaption class="label">Levels begin at {levels.map((level) => percent(level.drawdown, 0)).join(', ')} drawdown from the peak.</figcaption>
    </figure>
  );
}
