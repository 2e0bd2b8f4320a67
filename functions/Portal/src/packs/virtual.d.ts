declare module 'virtual:proof-verifier' {
  import type { Json, Verdict } from './verifier';

  export const ProofVerifier: {
    verify(pack: Uint8Array, evidence: { keys?: unknown; logProof?: Uint8Array | undefined; previous?: Uint8Array | undefined }): Promise<Verdict>;
    readKeys(bytes: Uint8Array): Promise<unknown>;
    parseCanonical(bytes: Uint8Array): Json;
    canonical(value: Json): string;
  };
}
