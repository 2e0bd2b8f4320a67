// One pack: what it is, what it says, whether it verifies, and how it looks with fields withheld.
import { useEffect, useState } from 'preact/hooks';
import { bytes, Problem } from '../http/client';
import { save } from '../http/save';
import { useTask } from '../shell/ask';
import { time } from '../shell/format';
import { Empty, Notice } from '../shell/Notice';
import { href } from '../shell/route';
import { Tabs, useView } from '../shell/Tabs';
import { Axes } from './Axes';
import { Fields } from './Fields';
import { Redaction } from './Redaction';
import { eventsOf, fieldsOf, type Json, type Verdict, verify } from './verifier';

interface Loaded {
  pack: Uint8Array<ArrayBuffer>;
  verdict: Verdict;
}

async function load(id: string): Promise<Loaded> {
  const [pack, keys] = await Promise.all([bytes(`/proofpacks/${encodeURIComponent(id)}`), bytes('/proofpacks/keys')]);
  return { pack, verdict: await verify(pack, { keys }) };
}

const tabs = [
  ['content', 'Content'],
  ['redaction', 'Redacted copy'],
] as const;

export function PackPage({ id }: { id: string }) {
  const [loaded, setLoaded] = useState<Loaded>();
  const [problem, setProblem] = useState<Problem>();
  const [tab, setTab] = useView(tabs.map(([name]) => name));
  const bundle = useTask(async () => save(`${id}.zip`, 'application/zip', await bytes(`/proofpacks/${encodeURIComponent(id)}/bundle`)));
  useEffect(() => {
    load(id).then(setLoaded, (cause) => setProblem(Problem.of(cause)));
  }, [id]);

  const manifest = loaded?.verdict.manifest;
  return (
    <>
      <p class="crumbs">
        <a href={href('packs')}>Proof packs</a> / {id}
      </p>
      <div class="page-head">
        <h1>{manifest ? String(manifest.get('subject')) : id}</h1>
      </div>
      <Notice problem={problem ?? bundle.problem} />
      {!loaded ? (
        <Empty loading={!problem}>
          <a href={href('packs')}>All packs</a>
        </Empty>
      ) : (
        <>
          <section class="card" aria-label="Verification">
            <h2>Verified in this browser</h2>
            <Axes verdict={loaded.verdict} />
            <p class="label">
              The keys came from this host. To rely on nothing of it, get the list of keys from the issuer in another way and{' '}
              <a href={href('packs', 'verify')}>verify the file</a>.
            </p>
          </section>
          {manifest && <Facts manifest={manifest} />}
          <p class="buttons">
            <button type="button" onClick={() => save(`${id}.json`, 'application/json', loaded.pack)}>
              Save the pack
            </button>
            <button type="button" onClick={bundle.ask} disabled={bundle.busy}>
              Save with keys and proof
            </button>
          </p>
          <Tabs label="Views" tabs={tabs} chosen={tab} choose={setTab}>
            {tab === 'redaction' ? (
              <Redaction id={id} pack={loaded.pack} />
            ) : loaded.verdict.standing === 'Refuted' ? (
              <Empty loading={false}>What did not verify is not shown as if it were evidence.</Empty>
            ) : (
              <Content pack={loaded.pack} />
            )}
          </Tabs>
        </>
      )}
    </>
  );
}

function Content({ pack }: { pack: Uint8Array }) {
  const lines = fieldsOf(eventsOf(pack));
  return lines.length === 0 ? (
    <Empty loading={false}>The content was erased; that the pack existed is still proved.</Empty>
  ) : (
    <div class="framed">
      <Fields lines={lines} />
    </div>
  );
}

function Facts({ manifest }: { manifest: Map<string, Json> }) {
  const events = manifest.get('events') as Map<string, Json>;
  const risk = manifest.get('risk') as Map<string, Json>;
  const previous = manifest.get('previous') as Map<string, Json> | null;
  return (
    <dl class="facts">
      <dt>Made</dt>
      <dd>{time(String(manifest.get('generated')))} UTC</dd>
      <dt>Tenant, log</dt>
      <dd>
        {String(manifest.get('tenant'))}, {String(manifest.get('log'))}
      </dd>
      <dt>Events</dt>
      <dd>
        {String(events.get('count'))}, from {time(String(events.get('first')))} to {time(String(events.get('last')))}
      </dd>
      <dt>Risk score</dt>
      <dd>
        {String(risk.get('score'))} <span class="label">policy {String(manifest.get('policy'))}</span>
      </dd>
      <dt>Pack before it</dt>
      <dd>{previous ? <a href={href('packs', String(previous.get('id')))}>{String(previous.get('id'))}</a> : 'none: the first about this'}</dd>
    </dl>
  );
}
