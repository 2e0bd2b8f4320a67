// The independent verifier of proof packs. Its code is that of functions/Verifier/verify.html, taken out of the page by the
// build (see vite.config.ts): it shares nothing with the program that makes packs, and there is no second copy of it.
import { ProofVerifier } from 'virtual:proof-verifier';

export type Outcome = 'PASS' | 'FAIL' | 'SKIPPED';

export type Json = null | boolean | number | string | Json[] | Map<string, Json>;

/** A field of an event: shown with its salt, or withheld with its commitment. */
export type Field = [salt: string, value: Json] | Map<string, string>;

export interface Verdict {
  standing: 'Verified' | 'Anchored' | 'Incomplete' | 'Refuted';
  results: { axis: string; outcome: Outcome; reason: string }[];
  manifest: Map<string, Json> | null;
  events?: Map<string, Json>[];
}

/** What a pack is verified with. */
export interface Evidence {
  keys: Uint8Array | undefined;
  logProof?: Uint8Array | undefined;
  previous?: Uint8Array | undefined;
}

/** Verifies the bytes of a pack in this page; nothing leaves it. */
export async function verify(pack: Uint8Array, { keys, ...rest }: Evidence): Promise<Verdict> {
  return ProofVerifier.verify(pack, { ...rest, keys: keys && (await ProofVerifier.readKeys(keys)) });
}

/** A field as people read it, and whether it is withheld. */
export function shown(field: Field): { text: string; withheld: boolean } {
  if (Array.isArray(field)) return { text: ProofVerifier.canonical(field[1]), withheld: false };
  const mask = field.get('mask');
  const pseudonym = field.get('pseudonym');
  return {
    text: mask !== undefined ? `withheld; shown as ${mask}` : pseudonym !== undefined ? `withheld; pseudonym ${pseudonym}` : 'withheld',
    withheld: true,
  };
}

/** The fields of a pack, in the order of its events. */
export const fieldsOf = (events: Map<string, Json>[]): { event: string; time: string; pointer: string; field: Field }[] =>
  events.flatMap((event) =>
    [...(event.get('fields') as unknown as Map<string, Field>)].map(([pointer, field]) => ({
      event: String(event.get('id')),
      time: String(event.get('time')),
      pointer,
      field,
    })),
  );

/** The events of a pack file, verified or not. */
export function eventsOf(pack: Uint8Array): Map<string, Json>[] {
  const root = ProofVerifier.parseCanonical(pack);
  const events = root instanceof Map ? root.get('events') : undefined;
  return Array.isArray(events) ? (events as Map<string, Json>[]) : [];
}
