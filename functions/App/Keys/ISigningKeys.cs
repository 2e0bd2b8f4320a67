namespace Orchestrations.App.Keys;

/// <summary>
/// The keys that evidence is signed with. Two kinds: a P-256 key signs packs and checkpoints, so that anybody can check them;
/// an HMAC secret signs HTTP answers, so that their receiver can. Private parts stay behind this port.
/// </summary>
public interface ISigningKeys
{
    /// <summary>Where keys come from, for people; tells no secret.</summary>
    string Description { get; }

    /// <summary>Everything that is known now; what is old enough is read again first.</summary>
    /// <exception cref="KeysException">ORC-KEY-001 to -004: there is nothing to sign with.</exception>
    ValueTask<KeyRing> GetAsync(CancellationToken cancellation);
}
