using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Orchestrations.App.Keys;
using Orchestrations.App.Storage;
using Orchestrations.App.Tenants;
using Orchestrations.Domain;
using Orchestrations.Domain.Signatures;

namespace Orchestrations.App.ProofPacks;

/// <summary>
/// Checks the signatures of messages that tenants send: requests they signed, and answers of ours that they pass on. A message
/// is accepted once: its signature is remembered for longer than it stays fresh.
/// </summary>
/// <param name="keys">The secrets.</param>
/// <param name="store">Where signatures are remembered, a partition for each tenant.</param>
/// <param name="time">The time.</param>
public sealed class SignedRequests(ISigningKeys keys, IStore store, TimeProvider time)
{
    const int MostForgotten = 20;

    static readonly TimeSpan remembered = 3 * HmacSignature.Skew;

    /// <summary>Checks a message that carries a signature; one without any passes.</summary>
    /// <exception cref="DomainException">ORC-SIGN-001 to -010.</exception>
    public async Task CheckAsync(HttpRequest request, Tenant tenant, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        if (!request.Headers.Keys.Any(name => name.StartsWith("X-Signature", StringComparison.OrdinalIgnoreCase)))
            return;
        var signature = new MessageSignature(
            Header(request, "X-Signature"), Header(request, "X-Signature-Alg"), Header(request, "X-Signature-KeyId"),
            Header(request, "X-Signature-Timestamp"));
        var ring = await keys.GetAsync(cancellation);
        var now = time.GetUtcNow();
        var verdict = HmacSignature.Check(
            signature, body, now, id => ring.Responses.FirstOrDefault(key => key.Id == id)?.SecretOf(tenant.Name));
        if (verdict.IsValid && !await RememberAsync(tenant, signature.Signature!, now, cancellation))
            verdict = new SignatureVerdict(SignatureVerdict.Replayed, "The message was received before. Sign each message anew.");
        if (!verdict.IsValid)
            throw new DomainException(verdict.Code!, verdict.Reason);
    }

    async Task<bool> RememberAsync(Tenant tenant, string signature, DateTimeOffset now, CancellationToken cancellation)
    {
        var partition = "proofseen-" + tenant.Name;
        await ForgetAsync(partition, now, cancellation);
        var id = "seen-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(signature)))[..40];
        StoreOperation[] batch =
        [
            new StoreOperation.Create(id, StoreJson.Write(new SeenItem(now))),
            new StoreOperation.Create($"until-{now.Add(remembered).UtcTicks.ToString("D19", CultureInfo.InvariantCulture)}-{id}", "{}"),
        ];
        return await store.WriteAsync(partition, batch, cancellation) is StoreResult.Committed;
    }

    // A few at each call, so that the memory stays as large as the traffic of its time.
    async Task ForgetAsync(string partition, DateTimeOffset now, CancellationToken cancellation)
    {
        var old = new List<StoreItem>();
        var end = $"until-{now.UtcTicks.ToString("D19", CultureInfo.InvariantCulture)}";
        await foreach (var item in store.ListAsync(partition, "until-", null, cancellation))
        {
            if (old.Count == MostForgotten || string.CompareOrdinal(item.Key.Id, end) >= 0)
                break;
            old.Add(item);
        }
        foreach (var mark in old)
            if (await store.GetAsync(new StoreKey(partition, mark.Key.Id[(end.Length + 1)..]), cancellation) is { } seen)
                await store.WriteAsync(
                    partition,
                    [new StoreOperation.Delete(mark.Key.Id, mark.ETag), new StoreOperation.Delete(seen.Key.Id, seen.ETag)],
                    cancellation);
    }

    static string? Header(HttpRequest request, string name) =>
        request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    sealed record SeenItem(DateTimeOffset At);
}
