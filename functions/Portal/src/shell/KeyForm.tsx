// A host that listens beyond its own machine wants a key; proof packs want one of their tenant.
import { useState } from 'preact/hooks';
import { forgetKeys, type KeyKind, keysInUse, useKey } from '../http/client';

const texts = {
  host: {
    title: 'Host key',
    text: 'This host wants a key: a host key to look, the master key to act.',
  },
  tenant: {
    title: 'Tenant’s API key',
    text: 'Proof packs belong to a tenant, and this host wants that tenant’s API key.',
  },
};

export function KeyForm({ wanted }: { wanted: KeyKind }) {
  const [key, setKey] = useState('');
  return (
    <form
      key={wanted}
      class="card narrow"
      onSubmit={(event) => {
        event.preventDefault();
        useKey(wanted, key.trim());
        setKey('');
      }}
    >
      <h1>{texts[wanted].title}</h1>
      <p>{texts[wanted].text} It is kept in this tab only and forgotten when the tab is closed.</p>
      <label>
        Key
        <input type="password" autocomplete="off" value={key} onInput={(event) => setKey(event.currentTarget.value)} />
      </label>
      <p class="buttons">
        <button type="submit" class="primary" disabled={key.trim() === ''}>
          Use this key
        </button>
      </p>
    </form>
  );
}

/** Lets a reader give back the keys of this tab, or use others. */
export const KeyInUse = () =>
  keysInUse.value ? (
    <section>
      <h2>This tab</h2>
      <button type="button" class="quiet" onClick={forgetKeys}>
        Forget the key
      </button>
    </section>
  ) : null;
