// Opens reports of simulations from files, one alone or two beside each other. Nothing is sent anywhere.
import { useMemo, useState } from 'preact/hooks';
import { Curve, type Series } from '../charts/Curve';
import { Badge } from '../orchestrations/Badge';
import { amount } from '../shell/format';
import { Empty, PageHead } from '../shell/Notice';
import { type Column, Table } from '../shell/Table';
import { type Figure, figuresOf } from './figures';
import { open, type Opened } from './report';

const most = 2;

export function Simulations() {
  const [opened, setOpened] = useState<Opened[]>([]);
  const [chosen, setChosen] = useState<string[]>([]);
  const [problem, setProblem] = useState<string>();
  const shown = chosen.flatMap((name) => opened.filter((one) => one.name === name));
  const choose = async (event: Event) => {
    const input = event.target as HTMLInputElement;
    // From a folder come all its files; those that are none of ours are not a mistake.
    const files = [...(input.files ?? [])].filter((file) => /\.(json|csv)$/.test(file.name));
    try {
      const names = new Set(files.map((file) => file.webkitRelativePath || file.name));
      const after = await open(files, opened.filter((one) => !names.has(one.name)));
      setOpened(after);
      setChosen(after.slice(-most).map((one) => one.name));
      setProblem(undefined);
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause));
    }
    input.value = '';
  };
  const toggle = (name: string) =>
    setChosen(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name].slice(-most));
  return (
    <>
      <PageHead title="Simulations">Reports that simulate wrote, one alone or two compared. The files stay on this computer.</PageHead>
      <form class="filters">
        <label>
          Reports (.json), with their equity (.csv)
          <input type="file" multiple accept=".json,.csv" onChange={choose} />
        </label>
        <label>
          Or a folder of them
          <input type="file" {...{ webkitdirectory: true }} onChange={choose} />
        </label>
      </form>
      {problem && (
        <p class="notice bad" role="alert">
          {problem}
        </p>
      )}
      {opened.length === 0 ? (
        <Empty loading={false}>
          Nothing is open. <code>simulate --report FILE</code> writes a report, <code>--equity FILE</code> beside it the value of each day.
        </Empty>
      ) : (
        <>
          <fieldset class="card">
            <legend class="hidden">Reports to look at</legend>
            {opened.map((one) => (
              <label class="choice" key={one.name}>
                <input type="checkbox" checked={chosen.includes(one.name)} onChange={() => toggle(one.name)} />
                <span>
                  {one.name}
                  <small>
                    {one.report.from} to {one.report.to}, seed {one.report.seed}, {one.report.marketData}
                    {one.curve ? '' : '; without its equity file there are no curves'}
                  </small>
                </span>
              </label>
            ))}
          </fieldset>
          {shown.length > 0 && <Compared reports={shown} />}
        </>
      )}
    </>
  );
}

const colours = ['one', 'two'] as const;

function Compared({ reports }: { reports: Opened[] }) {
  const curves = useMemo(() => curvesOf(reports), [reports.map((one) => one.name + (one.curve ? '+' : '')).join('|')]);
  return (
    <>
      {curves && (
        <section class="card" aria-label="Curves">
          <h2>Equity and drawdown</h2>
          <Curve label="Equity by day" times={curves.times} series={curves.equity} show={(value) => amount(value.toFixed(0), 0)} />
          <Curve
            label="Drawdown by day"
            times={curves.times}
            series={curves.drawdown}
            height={150}
            show={(value) => `${amount(value.toFixed(1), 1)} %`}
          />
        </section>
      )}
      <section class="card" aria-label="Figures">
        <h2>Figures</h2>
        <Table label="Figures" columns={columnsOf(reports)} rows={rowsOf(reports)} rowKey={(row) => row.name} />
      </section>
      <section class="card" aria-label="Books">
        <h2>Does it hold?</h2>
        {reports.map(({ name, report }) => (
          <p key={name}>
            {name}: <Held good={report.ledger.balanced} /> books balanced, <Held good={report.audit.chainValid} /> audit chain,{' '}
            <Held good={report.orders.duplicates === 0} /> no order twice. <span class="hash">orders {report.orderListHash}</span>
          </p>
        ))}
        {reports.length === 2 && (
          <p>
            {reports[0]!.report.orderListHash === reports[1]!.report.orderListHash
              ? 'Both made the same orders, to the last digit.'
              : 'They did not make the same orders.'}
          </p>
        )}
      </section>
    </>
  );
}

const Held = ({ good }: { good: boolean }) => <Badge status={good ? 'Pass' : 'Fail'} />;

interface Row {
  name: string;
  figures: (Figure | undefined)[];
}

function rowsOf(reports: Opened[]): Row[] {
  const all = reports.map((one) => new Map(figuresOf(one.report).map((figure) => [figure.name, figure])));
  const names = new Set(all.flatMap((figures) => [...figures.keys()]));
  return [...names].map((name) => ({ name, figures: all.map((figures) => figures.get(name)) }));
}

function columnsOf(reports: Opened[]): Column<Row>[] {
  const own = reports.map(
    (one, at): Column<Row> => ({
      name: one.name,
      number: true,
      cell: ({ figures }) => (figures[at] ? figures[at].show(figures[at].value!) : '–'),
    }),
  );
  const difference: Column<Row> = { name: 'Difference', number: true, cell: ({ figures }) => <Difference figures={figures} /> };
  return [{ name: 'Figure', cell: (row) => row.name }, ...own, ...(reports.length === 2 ? [difference] : [])];
}

function Difference({ figures: [one, other] }: { figures: (Figure | undefined)[] }) {
  if (!one || !other) return <>–</>;
  const difference = other.value! - one.value!;
  const judged = difference * one.better;
  const shown = one.show(difference);
  return <span class={judged > 0 ? 'plus' : judged < 0 ? 'minus' : undefined}>{difference > 0 ? `+${shown}` : shown}</span>;
}

/** The curves over all days that any has. */
function curvesOf(reports: Opened[]): { times: number[]; equity: Series[]; drawdown: Series[] } | undefined {
  const withCurve = reports.filter((one) => one.curve);
  if (withCurve.length === 0) return undefined;
  const days = [...new Set(withCurve.flatMap((one) => one.curve!.days))].sort();
  const at = new Map(days.map((day, index) => [day, index]));
  const series = (values: (one: Opened) => number[]): Series[] =>
    withCurve.map((one) => {
      const spread = new Array<number | null>(days.length).fill(null);
      values(one).forEach((value, index) => (spread[at.get(one.curve!.days[index]!)!] = value));
      return { name: one.name, colour: colours[reports.indexOf(one)] ?? 'one', values: spread };
    });
  return {
    times: days.map((day) => Date.parse(day) / 1000),
    equity: series((one) => one.curve!.equity),
    drawdown: series((one) => one.curve!.drawdown.map((value) => -value)),
  };
}
