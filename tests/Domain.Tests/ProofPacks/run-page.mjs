// Runs the script of the verifier's page without the page: node run-page.mjs verify.html < question.json
import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';

const page = readFileSync(process.argv[2], 'utf8');
runInThisContext(page.slice(page.indexOf('<script>') + '<script>'.length, page.lastIndexOf('</script>')));
const { verify, verifyConsistency, isConsistency, readKeys, parseJson, canonical } = globalThis.ProofVerifier;

const bytes = text => (text === null ? undefined : new Uint8Array(Buffer.from(text, 'base64')));
const question = JSON.parse(readFileSync(0, 'utf8'));
const answers = [];
for (const one of question.verify ?? []) {
  const keys = one.keys === null ? undefined : await readKeys(bytes(one.keys));
  const verdict = await verify(bytes(one.pack), { keys, logProof: bytes(one.proof), previous: bytes(one.previous) });
  answers.push(`${verdict.standing} ${verdict.results.map(result => `${result.axis}=${result.outcome}`).join(' ')}`);
}
for (const one of question.consistency ?? []) {
  const keys = one.keys === null ? undefined : await readKeys(bytes(one.keys));
  const verdict = await verifyConsistency(bytes(one.file), keys);
  const kind = isConsistency(bytes(one.file)) ? '' : 'not one: ';
  answers.push(`${kind}${verdict.results.map(result => `${result.axis}=${result.outcome}`).join(' ')}`);
}
for (const text of question.keys ?? []) {
  answers.push(await readKeys(bytes(text)).then(keys => keys.map(key => key.id).join(' '), () => 'refused'));
}
for (const text of question.canonicalise ?? []) {
  try {
    const value = parseJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes(text)));
    answers.push(Buffer.from(canonical(value), 'utf8').toString('hex'));
  } catch {
    answers.push('refused');
  }
}
process.stdout.write(JSON.stringify(answers));
