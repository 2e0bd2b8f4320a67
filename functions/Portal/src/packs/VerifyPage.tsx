// Verifies files that the reader has: nothing is asked of the host, nothing is sent.
import { useEffect, useState } from 'preact/hooks';
import { PageHead } from '../shell/Notice';
import { href } from '../shell/route';
import { Axes } from './Axes';
import { Fields } from './Fields';
import { fieldsOf, type Verdict, verify } from './verifier';

const inputs = [
  ['pack', 'Pack'],
  ['keys', 'List of keys'],
  ['logProof', 'Log proof, when it is a file beside the pack'],
  ['previous', 'The pack before it, of the same subject (optional)'],
] as const;

type Files = Partial<Record<(typeof inputs)[number][0], Uint8Array>>;

export function VerifyPage() {
  const [files, setFiles] = useState<Files>({});
  const [verdict, setVerdict] = useState<Verdict>();
  const [problem, setProblem] = useState<string>();
  const { pack } = files;
  useEffect(() => {
    if (!pack) return;
    verify(pack, { keys: files.keys, logProof: files.logProof, previous: files.previous }).then(
      (found) => {
        setVerdict(found);
        setProblem(undefined);
      },
      (cause: unknown) => {
        setVerdict(undefined);
        setProblem(`The files cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`);
      },
    );
  }, [files]);
  const choose = (name: keyof Files) => async (event: Event) => {
    const file = (event.target as HTMLInputElement).files?.[0];
    const content = file && new Uint8Array(await file.arrayBuffer());
    setFiles((before) => {
      const { [name]: _, ...rest } = before;
      return content ? { ...rest, [name]: content } : rest;
    });
  };
  return (
    <>
      <p class="crumbs">
        <a href={href('packs')}>Proof packs</a> / Verify a file
      </p>
      <PageHead title="Verify a file">
        The files stay on this computer. Get the list of keys from the issuer yourself; a pack cannot vouch for its own key.
      </PageHead>
      <form class="card">
        {inputs.map(([name, label]) => (
          <p key={name}>
            <label>
              {label}
              <input type="file" onChange={choose(name)} />
            </label>
          </p>
        ))}
      </form>
      {problem && (
        <p class="notice bad" role="alert">
          {problem}
        </p>
      )}
      {verdict && (
        <section class="card" aria-label="Verdict">
          <Axes verdict={verdict} />
        </section>
      )}
      {verdict?.standing === 'Verified' && verdict.events && (
        <div class="framed">
          <Fields lines={fieldsOf(verdict.events)} />
        </div>
      )}
    </>
  );
}
