using System.Text.Json;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Keys;

/// <summary>
/// The keys of a host, in one file of its data folder. A change of the file, by whichever program, holds from the next request
/// on: a key that is revoked stops to work at once.
/// </summary>
/// <param name="folder">Where the file is, or null: then there are no keys and none can be made.</param>
/// <param name="time">The time keys are made at.</param>
public sealed class FunctionKeys(string? folder, TimeProvider time)
{
    const string FileName = "keys.json";
    const int LongestName = 64;

    readonly KeyFile? file = string.IsNullOrEmpty(folder) ? null : new KeyFile(Path.Combine(folder, FileName));
    readonly Lock gate = new();
    (DateTime, long) stamp;
    List<StoredKey> known = [];

    /// <summary>All keys, ordered by scope, function and name.</summary>
    /// <exception cref="HostException">ORC-HOST-010: the file cannot be read.</exception>
    public IReadOnlyList<FunctionKey> List() =>
    [
        .. Current().Select(stored => stored.Key)
            .OrderBy(key => key.Scope)
            .ThenBy(key => key.Function, StringComparer.OrdinalIgnoreCase)
            .ThenBy(key => key.Name, StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>Makes a key; one that has the name already stops to work.</summary>
    /// <param name="scope">What it opens.</param>
    /// <param name="name">1 to 64 letters, digits, hyphens and underscores; <c>_master</c> for the master key.</param>
    /// <param name="function">The function, for <see cref="KeyScope.Function"/> only.</param>
    /// <returns>The key, which is kept nowhere, and whether it replaced another.</returns>
    /// <exception cref="HostException">ORC-HOST-010: the file cannot be used. ORC-HOST-118: the name cannot be used.</exception>
    public (string Value, bool Replaced) Create(KeyScope scope, string name, string? function = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if ((scope == KeyScope.Function) == string.IsNullOrEmpty(function))
            throw new ArgumentException("Keys of functions name their function, and only they.", nameof(function));
        if (name.Length > LongestName || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            || (scope == KeyScope.Master) != string.Equals(name, FunctionKey.MasterName, StringComparison.OrdinalIgnoreCase))
            throw new HostException(
                HostErrors.BadKeyName,
                $"A key cannot be named '{name}': use 1 to {LongestName} letters, digits, hyphens and underscores; "
                + $"{FunctionKey.MasterName} is the master key's.");
        return Change(keys => Add(keys, scope, name, function));
    }

    /// <summary>Removes a key. False when there is none of the name.</summary>
    /// <exception cref="HostException">ORC-HOST-010: the file cannot be used. ORC-HOST-118: the master key can only be replaced.</exception>
    public bool Revoke(KeyScope scope, string name, string? function = null) => scope == KeyScope.Master
        ? throw new HostException(HostErrors.BadKeyName, "Without a master key nobody could administer the host. Create a new one instead.")
        : Change(keys => keys.RemoveAll(stored => stored.Key.IsSame(scope, name, function)) > 0);

    /// <summary>Makes what a host needs that has no keys yet: a master key, a host key and the Durable system key.</summary>
    /// <returns>The new keys; none when there was a master key.</returns>
    /// <exception cref="HostException">ORC-HOST-010: there is nowhere to keep them, or the file cannot be used.</exception>
    internal IReadOnlyList<(FunctionKey Key, string Value)> EnsureFirst()
    {
        if (Current().Exists(stored => stored.Key.Scope == KeyScope.Master))
            return [];
        return Change(keys =>
        {
            var made = new List<(FunctionKey, string)>();
            EnsureIn(KeyScope.Master, FunctionKey.MasterName);
            EnsureIn(KeyScope.Host, FunctionKey.DefaultName);
            EnsureIn(KeyScope.System, FunctionKey.DurableName);
            return made;

            void EnsureIn(KeyScope scope, string name)
            {
                if (!keys.Exists(stored => stored.Key.IsSame(scope, name, null)))
                    made.Add((new FunctionKey(scope, name, null, time.GetUtcNow()), Add(keys, scope, name, null).Value));
            }
        });
    }

    /// <summary>What a key opens: nothing when it is none of the host's.</summary>
    /// <exception cref="HostException">ORC-HOST-010: the file cannot be read.</exception>
    internal IReadOnlyList<FunctionKey> Recognise(string key)
    {
        var hash = KeyHash.Of(key);
        var found = new List<FunctionKey>(1);
        // All of them, so that the time it takes does not tell which one came close.
        foreach (var stored in Current())
            if (KeyHash.Same(stored.Hash, hash))
                found.Add(stored.Key);
        return found;
    }

    (string Value, bool Replaced) Add(List<StoredKey> keys, KeyScope scope, string name, string? function)
    {
        var value = KeyHash.NewKey();
        var replaced = keys.RemoveAll(stored => stored.Key.IsSame(scope, name, function)) > 0;
        keys.Add(new StoredKey(new FunctionKey(scope, name, function, time.GetUtcNow()), KeyHash.Of(value)));
        return (value, replaced);
    }

    List<StoredKey> Current()
    {
        if (file is null)
            return [];
        lock (gate)
        {
            var now = Guarded(() => file.Stamp);
            if (now != stamp)
                (known, stamp) = (Guarded(file.Read), now);
            return known;
        }
    }

    T Change<T>(Func<List<StoredKey>, T> change) => file is null
        ? throw new HostException(
            HostErrors.NoHostKey,
            "The host has no data directory for its keys. Set one; without keys it can listen on localhost only.")
        : Guarded(() => file.Change(change));

    T Guarded<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new HostException(
                HostErrors.NoHostKey,
                $"The host's key file {file!.Path} cannot be used: {failure.Message} Correct its rights, or delete it and restart for new keys.",
                failure);
        }
    }
}
