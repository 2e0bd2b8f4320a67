using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.Notes;
using Orchestrations.Domain.ProofPacks;
using Orchestrations.Local.Tests.Crash;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.ProofPacks;

/// <summary>
/// A host that is killed while it makes packs, again and again: what it acknowledged is there, every pack has its log entry and
/// every log entry its pack, and the chain of each subject is unbroken.
/// </summary>
public sealed class KilledPackHostTests
{
    const int Kills = 6;

    [Fact]
    public async Task Packs_OfAHostThatIsKilled_AllStandInTheLog()
    {
        var folder = Directory.CreateTempSubdirectory("orchestrations-killed-packs-").FullName;
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var acknowledged = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var asked = 0;
        try
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                using var host = ServeProcess.Start(folder);
                await host.ReadyAsync();
                var load = Parallel.ForEachAsync(
                    Enumerable.Range(0, 80), new ParallelOptions { MaxDegreeOfParallelism = 8 },
                    async (_, _) => await TryAsync(host.Http, Interlocked.Increment(ref asked), acknowledged));
                await WallClock.PauseAsync(random.Next(100, 900));
                host.Kill();
                await load;
            }

            using var last = ServeProcess.Start(folder);
            await last.ReadyAsync();
            for (var number = 1; number <= asked; number++)
                await TryAsync(last.Http, number, acknowledged, patient: true);
            await CheckAsync(last.Http, asked, acknowledged, $"Repeat: seed {seed}");
            await last.TerminateAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task CheckAsync(HttpClient http, int asked, IReadOnlyDictionary<string, string> acknowledged, string story)
    {
        Assert.True(acknowledged.Count == asked, story);
        var manifests = new Dictionary<string, Manifest>(StringComparer.Ordinal);
        var indices = new SortedSet<long>();
        foreach (var id in acknowledged.Values.Distinct())
        {
            using var file = PackFile.Open(await http.GetByteArrayAsync(new Uri("proofpacks/" + id, UriKind.Relative)));
            var proof = LogProof.Read(Encoding.UTF8.GetBytes(file.LogProof!), out _)!;
            var checkpoint = Checkpoint.Read(proof.Note.Text)!;
            Assert.True(MerkleProof.Includes(
                MerkleHash.Leaf(file.Payload), proof.Index, checkpoint.Size, [.. proof.Hashes], checkpoint.Root), story);
            manifests.Add(id, file.Manifest);
            indices.Add(proof.Index);
        }
        Assert.Equal(asked, manifests.Count);
        // No entry without its pack, no pack without its entry.
        Assert.Equal(Enumerable.Range(0, asked).Select(n => (long)n), indices);
        foreach (var chain in manifests.Values.GroupBy(m => m.Header.Subject))
            Assert.Single(chain, m => m.Header.Previous is null);
        Assert.All(
            manifests.Values.Select(m => m.Header.Previous).OfType<PackLink>(), link => Assert.Equal(link, manifests[link.Id].ToLink()));
    }

    static async Task TryAsync(HttpClient http, int number, ConcurrentDictionary<string, string> acknowledged, bool patient = false)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"proofpacks/run?wait={(patient ? 15 : 5)}", UriKind.Relative));
            request.Headers.Add("Idempotency-Key", FormattableString.Invariant($"k{number}"));
            var body = PackHost.Request(FormattableString.Invariant($"S{number % 5}"), number);
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await http.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.Created)
                return;
            using var file = PackFile.Open(await answer.Content.ReadAsByteArrayAsync());
            var id = acknowledged.GetOrAdd(FormattableString.Invariant($"k{number}"), file.Manifest.Header.Id);
            Assert.Equal(id, file.Manifest.Header.Id);
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            // The host was killed before it answered.
        }
    }
}
